package io.millrace.it.code;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.core.model.JobId;
import io.millrace.core.model.Measurement;
import io.millrace.node.driver.DriverWiring;
import io.millrace.node.driver.code.CodeLibrary;
import io.millrace.node.driver.code.JobCompiler;
import io.millrace.node.driver.code.JobOrder;
import io.millrace.node.driver.desk.JobClient;
import io.millrace.node.worker.WorkerWiring;
import io.millrace.protocol.DriverProtocol;
import io.millrace.testkit.UserJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A driver and two workers in this JVM, without a network: a leak on any of them shows here. */
final class OneProcess implements AutoCloseable {
  static final int WORKERS = 2;
  private static final Duration START_WITHIN = Duration.ofSeconds(30);

  final JobClient driver;
  private final ActorSystem<Void> system;
  private final JarFolder jars;
  private final CodeLibrary library;
  private final JobCompiler compiler;

  /**
   * @param folder where the nodes keep jars
   */
  OneProcess(Path folder, String settings) {
    Config config =
        NodeConfig.embedded(
            ConfigFactory.parseString(settings)
                .withFallback(
                    ConfigFactory.parseMap(
                        Map.of(
                            "millrace.node.work-directory",
                            folder.toString(),
                            "millrace.driver.workers",
                            WORKERS,
                            "millrace.executor.slots",
                            2))));
    MillraceSettings parsed = MillraceSettings.from(config);
    jars = DriverWiring.jars(parsed);
    library = new CodeLibrary(jars);
    compiler = new JobCompiler(library, parsed);
    CompletableFuture<ActorRef<DriverProtocol.Command>> started = new CompletableFuture<>();
    system =
        ActorSystem.create(
            Behaviors.setup(context -> guard(context, parsed, started)),
            NodeConfig.SYSTEM_NAME,
            config);
    driver = new JobClient(system, started.join());
  }

  private Behavior<Void> guard(
      ActorContext<Void> context,
      MillraceSettings settings,
      CompletableFuture<ActorRef<DriverProtocol.Command>> started) {
    ActorRef<DriverProtocol.Command> spawned =
        context.spawn(DriverWiring.driver(settings, jars), "driver");
    for (int worker = 1; worker <= WORKERS; worker++) {
      context.spawn(
          WorkerWiring.worker(
              settings, WorkerWiring.connectors(), WorkerWiring.jars(settings), spawned),
          "worker-" + worker);
    }
    started.complete(spawned);
    return Behaviors.empty();
  }

  /** Keeps a jar, as an upload does. */
  String store(Path jar) throws IOException, CodeRefused {
    String sha256 = UserJar.sha256(jar);
    try (InputStream bytes = Files.newInputStream(jar)) {
      library.store(sha256, bytes);
    }
    return sha256;
  }

  /** Runs a job of a jar; returns when it runs. */
  JobId submit(
      String className, String code, String name, Map<String, String> settings, String... arguments)
      throws CodeRefused {
    JobOrder order =
        new JobOrder(className, code, name, settings, List.of(arguments), Measurement.ALWAYS);
    return driver.submit(compiler.compile(order), START_WITHIN);
  }

  @Override
  public void close() throws IOException {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    jars.close();
  }
}
