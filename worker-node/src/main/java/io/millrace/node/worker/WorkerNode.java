package io.millrace.node.worker;

import akka.actor.typed.ActorSystem;
import akka.cluster.ConfigValidation;
import akka.cluster.Invalid;
import akka.cluster.JoinConfigCompatChecker;
import akka.cluster.Valid;
import com.typesafe.config.Config;
import io.millrace.actors.shared.NodeProcess;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.config.NodeSettings;
import io.millrace.config.SettingsException;
import io.millrace.dsl.ConnectorProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A worker node. Says {@code ready worker host:port} on standard output when the driver has
 * registered it. A worker that loses its driver starts anew and joins again.
 *
 * <p>Exit codes: 0 it was told to end by its input; 143 by SIGTERM, on which it leaves the cluster
 * in order; 1 it could not start or, with {@code --join-timeout}, not join; 2 it was called
 * wrongly, a setting can't be used, or the driver belongs to another cluster.
 */
@Command(
    name = "worker",
    sortOptions = false,
    description = "Runs a worker node of a cluster in this process.",
    footer = {
      "",
      "Says `ready worker HOST:PORT` when the driver has registered it. Ends on SIGTERM with exit"
          + " code 143.",
      "",
      "Examples:",
      "  millrace worker --config my-worker.conf",
      "  millrace worker --driver 10.0.0.1:25520 --join-timeout 60"
    })
public final class WorkerNode implements Callable<Integer> {
  private static final long SAY_MILLIS = 10_000;

  /** Before another life, when the last ended without having been of use. */
  private static final long PAUSE_SECONDS = 5;

  private final InputStream input;
  private final @Nullable Path defaultFile;
  private final long sayMillis;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings in HOCON (default: config/worker.conf of the distribution)")
  private @Nullable Path file;

  @Option(
      names = "--driver",
      paramLabel = "HOST:PORT",
      description = "where the driver node listens; may be repeated (millrace.node.seed-nodes)")
  private List<String> drivers = List.of();

  @Option(
      names = "--join-timeout",
      paramLabel = "S",
      description = "seconds after which it gives up when no driver answers (default: never)")
  private @Nullable Integer joinSeconds;

  @Option(names = "--stop-on-eof", description = "end when standard input ends")
  private boolean stopOnEof;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable WorkerLife life;

  /**
   * A node.
   *
   * @param defaultFile settings where {@code --config} names none
   */
  public WorkerNode(InputStream input, @Nullable Path defaultFile) {
    this(input, defaultFile, SAY_MILLIS);
  }

  /**
   * A node that complains at a pace of its own.
   *
   * @param sayMillis pause between two complaints that no driver answers
   */
  WorkerNode(InputStream input, @Nullable Path defaultFile, long sayMillis) {
    this.input = input;
    this.defaultFile = defaultFile;
    this.sayMillis = sayMillis;
  }

  public static void main(String[] arguments) {
    NodeProcess.claim();
    System.exit(new CommandLine(new WorkerNode(System.in, null)).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (joinSeconds != null && joinSeconds < 1) {
      throw new ParameterException(spec.commandLine(), "--join-timeout must be at least 1 s");
    }
    try {
      Config config = NodeConfig.clustered(overrides());
      MillraceSettings settings = MillraceSettings.from(config);
      if (settings.node().seedNodes().isEmpty()) {
        return fail(NodeProcess.REFUSED, "no driver to join; give --driver HOST:PORT");
      }
      NodeProcess.hear(input, line -> {}, this::atEndOfInput);
      return live(config, settings);
    } catch (SettingsException e) {
      return fail(NodeProcess.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException | ConnectorsBrokenException e) {
      return fail(NodeProcess.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Config overrides() {
    Config worker =
        NodeConfig.with(
            Map.of(NameCheck.KEY, NameCheck.class.getName()),
            "worker node",
            NodeConfig.of(NodeSettings.Role.WORKER, file == null ? defaultFile : file));
    return drivers.isEmpty()
        ? worker
        : NodeConfig.with(Map.of("millrace.node.seed-nodes", drivers), "--driver", worker);
  }

  /** One life after the other; the exit code. */
  private int live(Config config, MillraceSettings settings)
      throws IOException, InterruptedException {
    String seeds = String.join(", ", settings.node().seedNodes());
    List<ConnectorProvider> connectors = WorkerWiring.connectors();
    JarFolder jars = WorkerWiring.jars(settings);
    while (true) {
      WorkerLife begun = begin(config, settings, connectors, jars);
      if (!becomesReady(begun, seeds)) {
        begun.end();
        begun.awaitEnd();
        return fail(
            NodeProcess.FAILED,
            "no driver node answered at " + seeds + " within " + joinSeconds + " s");
      }
      switch (begun.awaitEnd()) {
        case TOLD -> {
          return CommandLine.ExitCode.OK;
        }
        case TURNED_AWAY -> {
          return fail(NodeProcess.REFUSED, NameCheck.sentence(seeds, settings));
        }
        case CUT_OFF -> {
          // One that was of no use may be so again and again: not at full speed.
          if (stopped.await(begun.wasReady() ? 0 : PAUSE_SECONDS, TimeUnit.SECONDS)) {
            return CommandLine.ExitCode.OK;
          }
          warn("cut off from the driver; starting anew");
        }
      }
    }
  }

  private WorkerLife begin(
      Config config, MillraceSettings settings, List<ConnectorProvider> connectors, JarFolder jars)
      throws IOException {
    NodeSettings node = settings.node();
    CompletableFuture<Void> ready = new CompletableFuture<>();
    ActorSystem<Void> system =
        NodeProcess.start(
            node.host() + ":" + node.port(),
            () ->
                ActorSystem.create(
                    WorkerGuardian.create(settings, connectors, jars, () -> ready.complete(null)),
                    NodeConfig.SYSTEM_NAME,
                    config));
    WorkerLife begun = new WorkerLife(system, ready);
    life = begun;
    if (stopped.getCount() == 0) {
      begun.end();
    }
    return begun;
  }

  /** False when it took longer than {@code --join-timeout}; true also when the life is over. */
  private boolean becomesReady(WorkerLife begun, String seeds) throws InterruptedException {
    long left = joinSeconds == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toMillis(joinSeconds);
    while (!begun.await(Math.min(sayMillis, left))) {
      left -= Math.min(sayMillis, left);
      if (left == 0) {
        return false;
      }
      warn("no driver node answers at " + seeds + "; trying again");
    }
    if (begun.isReady()) {
      spec.commandLine().getOut().println("ready worker " + begun.address());
      spec.commandLine().getOut().flush();
    }
    return true;
  }

  private void atEndOfInput() {
    if (stopOnEof) {
      stopped.countDown();
      WorkerLife running = life;
      if (running != null) {
        running.end();
      }
    }
  }

  private int fail(int code, String why) {
    warn(why);
    return code;
  }

  private void warn(String sentence) {
    spec.commandLine().getErr().println("worker node: " + sentence);
    spec.commandLine().getErr().flush();
  }

  /**
   * Keeps the worker out of another cluster. Akka makes it by its name and shows it the driver's
   * configuration before it joins.
   */
  public static final class NameCheck extends JoinConfigCompatChecker {
    private static final String KEY =
        "akka.cluster.configuration-compatibility-check.checkers.millrace";

    /** Whoever made the worker can't ask Akka what the check said: a process has one node. */
    private static volatile String other = "";

    @Override
    public Seq<String> requiredKeys() {
      return only(NodeConfig.CLUSTER_NAME);
    }

    @Override
    public ConfigValidation check(Config driver, Config own) {
      String name = NodeConfig.clusterName(driver);
      if (name.equals(NodeConfig.clusterName(own))) {
        return Valid.getInstance();
      }
      other = name;
      return new Invalid(only(NodeConfig.CLUSTER_NAME + " differs"));
    }

    private static Seq<String> only(String text) {
      return CollectionConverters.asScala(List.of(text)).toSeq();
    }

    private static String sentence(String seeds, MillraceSettings settings) {
      return "the driver at %s belongs to cluster %s, this worker to %s (%s)"
          .formatted(seeds, other, settings.cluster().name(), NodeConfig.CLUSTER_NAME);
    }
  }
}
