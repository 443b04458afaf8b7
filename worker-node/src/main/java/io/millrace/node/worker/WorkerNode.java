package io.millrace.node.worker;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import com.typesafe.config.Config;
import io.millrace.actors.shared.NodeProcess;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.config.NodeSettings;
import io.millrace.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A worker node. Says {@code ready worker host:port} on standard output when it has joined the
 * cluster. A worker that was cut off from the driver for long starts anew and joins again.
 *
 * <p>Exit codes: 0 it was told to end; 1 it could not start; 2 it was called wrongly, or a setting
 * can't be used.
 */
@Command(
    name = "worker-node",
    sortOptions = false,
    description = "Receives, stores and processes records for the driver of a cluster.",
    footer = {
      "",
      "Settings come from --config and from system properties, which win.",
      "Example: java ... io.millrace.node.worker.WorkerNode --driver 127.0.0.1:25520"
    })
public final class WorkerNode implements Callable<Integer> {
  private static final long SAY_MILLIS = 5_000;

  private final InputStream input;
  private final long sayMillis;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Option(names = "--config", paramLabel = "FILE", description = "settings in HOCON")
  private @Nullable Path file;

  @Option(
      names = "--driver",
      paramLabel = "HOST:PORT",
      description = "where the driver node listens; may be repeated (millrace.node.seed-nodes)")
  private List<String> drivers = List.of();

  @Option(names = "--stop-on-eof", description = "end when standard input ends")
  private boolean stopOnEof;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable ActorSystem<?> system;

  /**
   * A node.
   *
   * @param sayMillis pause between two complaints that no driver answers
   */
  WorkerNode(InputStream input, long sayMillis) {
    this.input = input;
    this.sayMillis = sayMillis;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WorkerNode(System.in, SAY_MILLIS)).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Config config = NodeConfig.clustered(overrides());
      MillraceSettings settings = MillraceSettings.from(config);
      if (settings.node().seedNodes().isEmpty()) {
        return fail(NodeProcess.REFUSED, "no driver to join; give --driver HOST:PORT");
      }
      NodeProcess.hear(input, line -> {}, this::atEndOfInput);
      while (!isStopped()) {
        serve(config, settings);
      }
      return CommandLine.ExitCode.OK;
    } catch (SettingsException e) {
      return fail(NodeProcess.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return fail(NodeProcess.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Config overrides() {
    Config worker = NodeConfig.of(NodeSettings.Role.WORKER, file);
    return drivers.isEmpty()
        ? worker
        : NodeConfig.with(Map.of("millrace.node.seed-nodes", drivers), "--driver", worker);
  }

  /** One life of the actor system, from its start until it is told to end or is cut off. */
  private void serve(Config config, MillraceSettings settings)
      throws IOException, InterruptedException {
    NodeSettings node = settings.node();
    ActorSystem<Void> started =
        NodeProcess.start(
            node.host() + ":" + node.port(),
            () ->
                ActorSystem.create(
                    WorkerGuardian.create(settings), NodeConfig.SYSTEM_NAME, config));
    system = started;
    if (isStopped()) {
      started.terminate();
    }
    sayWhenJoined(started, node);
    started.getWhenTerminated().toCompletableFuture().join();
    if (!isStopped()) {
      warn("cut off from the driver; starting anew");
    }
  }

  private void sayWhenJoined(ActorSystem<?> started, NodeSettings node)
      throws InterruptedException {
    CountDownLatch joined = new CountDownLatch(1);
    Cluster.get(Adapter.toClassic(started)).registerOnMemberUp(joined::countDown);
    while (!joined.await(sayMillis, TimeUnit.MILLISECONDS)) {
      if (started.getWhenTerminated().toCompletableFuture().isDone()) {
        return;
      }
      warn("no driver node answers at " + String.join(", ", node.seedNodes()) + "; trying again");
    }
    spec.commandLine().getOut().println("ready worker " + NodeProcess.address(started));
    spec.commandLine().getOut().flush();
  }

  private void atEndOfInput() {
    if (stopOnEof) {
      stopped.countDown();
      ActorSystem<?> running = system;
      if (running != null) {
        running.terminate();
      }
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private int fail(int code, String why) {
    warn(why);
    return code;
  }

  private void warn(String sentence) {
    spec.commandLine().getErr().println("worker node: " + sentence);
    spec.commandLine().getErr().flush();
  }
}
