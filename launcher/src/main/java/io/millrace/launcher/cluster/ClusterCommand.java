package io.millrace.launcher.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.launcher.process.ClassData;
import io.millrace.launcher.process.JavaCommand;
import io.millrace.launcher.process.ProcessFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code millrace cluster}: starts, shows and stops a cluster on this machine.
 *
 * <p>Exit codes: 0 it did; 1 it could not, or {@code status}: not all nodes are alive; 2 it was
 * called wrongly.
 */
@Command(
    name = "cluster",
    sortOptions = false,
    description = "Starts a cluster on this machine: a driver and workers in the background.",
    footer = {
      "",
      "Nodes read config/driver.conf and config/worker.conf; workers listen on free ports. Logs and",
      "process numbers are kept in cluster/ below MILLRACE_VAR.",
      "",
      "Examples:",
      "  millrace cluster --workers 3",
      "  millrace cluster --set millrace.node.port=0 --set millrace.executor.slots=4",
      "  millrace cluster status",
      "  millrace cluster stop"
    })
public final class ClusterCommand implements Callable<Integer> {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final int MOST_WORKERS = 64;

  private final Path var;
  private final String mainClass;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "print this and end")
  private boolean help;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "worker nodes (default: ${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of all nodes; may be repeated")
  private Map<String, String> settings = Map.of();

  @Option(names = "--json", description = "print JSON")
  private boolean startJson;

  /**
   * The command.
   *
   * @param var the folder for what is kept between runs
   * @param mainClass takes {@code driver} and {@code worker}
   */
  public ClusterCommand(Path var, String mainClass) {
    this.var = var;
    this.mainClass = mainClass;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new ParameterException(spec.commandLine(), "--workers must lie in 1.." + MOST_WORKERS);
    }
    return saying(this::start);
  }

  private int start() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ClassData.makeIfMissing(Rehearsal.class.getName());
    long start = System.nanoTime();
    LocalCluster cluster = cluster();
    List<NodeRecord> nodes = cluster.start(workers, settings);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (startJson) {
      Map<String, Object> started = new LinkedHashMap<>();
      started.put("readySeconds", seconds);
      started.put("logs", folder().toString());
      started.put("nodes", json(nodes));
      out.println(new ObjectMapper().writeValueAsString(started));
    } else {
      nodes.forEach(node -> out.println(NodeLine.of(node)));
      out.println("ready in %.1f s; logs in %s".formatted(seconds, folder()));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "status",
      description = "Shows the nodes of the cluster on this machine; exit code 0 when all live.")
  int status(@Option(names = "--json", description = "print JSON") boolean json)
      throws InterruptedException {
    return saying(() -> show(json));
  }

  private int show(boolean json) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<NodeRecord> nodes = cluster().nodes();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(json(nodes)));
    } else if (nodes.isEmpty()) {
      out.println("no cluster runs in " + folder());
    } else {
      nodes.forEach(node -> out.println(NodeLine.of(node)));
    }
    boolean allAlive = !nodes.isEmpty() && nodes.stream().allMatch(NodeRecord::isAlive);
    return allAlive ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @Command(
      name = "stop",
      description = {
        "Stops the cluster on this machine: nodes leave in order; those that have not left after"
            + " 15 s are killed."
      })
  int stop(@Option(names = "--json", description = "print JSON") boolean json)
      throws InterruptedException {
    return saying(() -> end(json));
  }

  private int end(boolean json) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    LocalCluster cluster = cluster();
    int nodes = cluster.nodes().size();
    List<NodeRecord> killed = cluster.stop();
    if (json) {
      Map<String, Object> stopped = new LinkedHashMap<>();
      stopped.put("nodes", nodes);
      stopped.put("killed", json(killed));
      out.println(new ObjectMapper().writeValueAsString(stopped));
      return ExitCode.OK;
    }
    killed.forEach(
        node ->
            out.println(
                "%s (pid %d) did not leave within %d s and was killed"
                    .formatted(node.name(), node.pid(), STOP_PATIENCE.toSeconds())));
    out.println(nodes == 0 ? "no cluster runs in " + folder() : "stopped " + nodes + " nodes");
    return ExitCode.OK;
  }

  private static List<?> json(List<NodeRecord> nodes) {
    return nodes.stream().map(NodeLine::toJson).toList();
  }

  private LocalCluster cluster() {
    return new LocalCluster(
        folder(), (set, arguments) -> JavaCommand.node(mainClass, set, arguments), STOP_PATIENCE);
  }

  private Path folder() {
    return var.resolve("cluster");
  }

  /** What can't be done is said in a sentence. */
  private int saying(Work work) throws InterruptedException {
    try {
      return work.run();
    } catch (ProcessFailure e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println("millrace: can't keep a cluster's files in " + folder() + ": " + e.getMessage());
    }
    return ExitCode.SOFTWARE;
  }

  private interface Work {
    int run() throws IOException, InterruptedException;
  }
}
