package io.millrace.launcher;

import com.typesafe.config.Config;
import io.millrace.config.NodeConfig;
import io.millrace.config.SettingsException;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.Sources;
import io.millrace.launcher.process.ProcessFailure;
import io.millrace.launcher.report.Verdict;
import io.millrace.node.driver.desk.DriverFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code millrace demo}: runs the latency job over real sockets and says how long records took and
 * where the time went.
 *
 * <p>Exit codes: 0 records flowed, none was lost, came twice or was rejected, and the run was
 * stable; 1 it was not so, or could not be run; 2 it was called wrongly.
 */
@Command(
    name = "demo",
    sortOptions = false,
    description = "Measures the engine on this machine, end to end.",
    footer = {
      "",
      "Examples:",
      "  millrace demo",
      "  millrace demo --rate-mb 30 --batch 5ms --block 0.5ms --json result.json",
      "  millrace demo --cluster --workers 2 --receivers 2",
      "  millrace demo --source localhost:9999 --source localhost:9998 --record-bytes 25"
    })
final class DemoCommand implements Callable<Integer> {
  private static final double DEFAULT_RATE_MB = 10;
  private static final int DEFAULT_WORKERS = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "how long is measured, after the warm-up (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warmup",
      paramLabel = "S",
      defaultValue = "10",
      description = "how long the engine warms up before that (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--rate-mb",
      paramLabel = "MB/S",
      description =
          "10^6 bytes a second over all connections, 0 for as fast as it goes (default: 10; with"
              + " --source: nothing is asked)")
  private @Nullable Double rateMb;

  @Option(
      names = "--record-bytes",
      paramLabel = "BYTES",
      defaultValue = "20",
      description = "length of a record, 15 to 4096 (default: ${DEFAULT-VALUE})")
  private int recordBytes;

  @Option(
      names = "--receivers",
      paramLabel = "N",
      description = "connections, one receiver each (default: 1; with --source: one each)")
  private @Nullable Integer receivers;

  @Option(
      names = "--batch",
      paramLabel = "TIME",
      defaultValue = "10ms",
      converter = DurationText.class,
      description = "batch interval, with unit (default: ${DEFAULT-VALUE})")
  private Duration batch = Duration.ZERO;

  @Option(
      names = "--block",
      paramLabel = "TIME",
      converter = DurationText.class,
      description =
          "block interval, divides the batch interval (default: a fifth of it, or a quarter, half, the whole)")
  private @Nullable Duration block;

  @Option(
      names = "--consumers",
      paramLabel = "N",
      defaultValue = "2",
      description = "block-store consumers of each worker (default: ${DEFAULT-VALUE})")
  private int consumers;

  @Option(
      names = "--source",
      paramLabel = "HOST:PORT",
      description = "a source to read instead of the own generator; may be repeated")
  private List<String> sources = List.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "where to write the result for programs")
  private @Nullable Path json;

  @Option(names = "--cluster", description = "run driver and workers as processes of their own")
  private boolean cluster;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "worker processes, with --cluster (default: 2)")
  private @Nullable Integer workers;

  @Override
  public Integer call() throws InterruptedException {
    DemoPlan plan = plan();
    Config settings = settings(plan);
    try (Screen screen = Screen.on(spec.commandLine().getOut())) {
      Verdict verdict = new Demo(plan, settings, json, screen).run();
      return verdict.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (ProcessFailure | DriverFailure | JobDefinitionException | IOException e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /** Everything is refused before anything is started. */
  DemoPlan plan() {
    refuse(workers != null && !cluster, "--workers goes with --cluster");
    refuse(cluster && workers != null && workers < 1, "--workers must be at least 1");
    refuse(json != null && !canBeMade(json), "--json " + json + ": there is no such folder");
    try {
      if (!sources.isEmpty()) {
        var checked = Sources.sockets(sources);
        sources = checked.splits();
      }
      return new DemoPlan(
          Duration.ofSeconds(warmUp),
          Duration.ofSeconds(seconds),
          rateMb == null && sources.isEmpty() ? Double.valueOf(DEFAULT_RATE_MB) : rateMb,
          recordBytes,
          receivers != null ? receivers : Math.max(1, sources.size()),
          batch,
          block != null ? block : DemoPlan.defaultBlock(batch),
          consumers,
          sources,
          cluster ? (workers != null ? workers : DEFAULT_WORKERS) : 0);
    } catch (IllegalArgumentException | JobDefinitionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private Config settings(DemoPlan plan) {
    try {
      return NodeConfig.embedded(NodeConfig.of(plan.settings(), "the command's options"));
    } catch (SettingsException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private static boolean canBeMade(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder) && !Files.isDirectory(file);
  }
}
