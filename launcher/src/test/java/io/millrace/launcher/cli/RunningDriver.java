package io.millrace.launcher.cli;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.node.driver.DriverWiring;
import io.millrace.node.driver.code.CodeLibrary;
import io.millrace.node.driver.desk.ClusterMember;
import io.millrace.node.driver.desk.JobClient;
import io.millrace.node.driver.desk.JobDesk;
import io.millrace.node.driver.http.HttpApi;
import io.millrace.node.worker.WorkerWiring;
import io.millrace.protocol.DriverProtocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A driver and a worker in this process, behind the driver's HTTP server. */
final class RunningDriver implements AutoCloseable {
  static final ClusterMember MEMBER =
      new ClusterMember("10.1.2.3:25520", List.of("driver", "worker"), "up", false);

  private final ActorSystem<Void> system;
  private final JarFolder jars;
  final String address;

  /**
   * @param directory where it keeps files
   */
  RunningDriver(Path directory) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    settings.put("millrace.http.port", "0");
    settings.put("millrace.code.max-bytes", "64KiB");
    settings.put("millrace.node.work-directory", directory.toString());
    settings.put("millrace.executor.slots", "1");
    Config config = NodeConfig.embedded(NodeConfig.of(settings, "test"));
    MillraceSettings read = MillraceSettings.from(config);
    CompletableFuture<ActorRef<DriverProtocol.Command>> driver = new CompletableFuture<>();
    jars = DriverWiring.jars(read);
    system =
        ActorSystem.create(
            Behaviors.setup(context -> guard(context, read, driver)), "running-driver", config);
    JobClient client = new JobClient(system, driver.join());
    JobDesk desk = new JobDesk(client, new CodeLibrary(jars), read, () -> List.of(MEMBER));
    address = HttpApi.start(system, read.http(), desk);
  }

  private Behavior<Void> guard(
      ActorContext<Void> context,
      MillraceSettings settings,
      CompletableFuture<ActorRef<DriverProtocol.Command>> started) {
    ActorRef<DriverProtocol.Command> driver =
        context.spawn(DriverWiring.driver(settings, jars), "driver");
    context.spawn(
        WorkerWiring.worker(
            settings, WorkerWiring.connectors(), WorkerWiring.jars(settings), driver),
        "worker");
    started.complete(driver);
    return Behaviors.empty();
  }

  @Override
  public void close() throws IOException {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    jars.close();
  }
}
