package io.millrace.launcher;

import io.millrace.config.SettingsException;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.launcher.job.LatencyJob;
import io.millrace.launcher.process.ProcessFailure;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.Report;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.report.RunSetup;
import io.millrace.launcher.report.Verdict;
import io.millrace.launcher.run.BlockOptions;
import io.millrace.launcher.run.Engine;
import io.millrace.launcher.run.FinishedRun;
import io.millrace.launcher.run.JobCall;
import io.millrace.launcher.run.ResultFile;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.RunSettings;
import io.millrace.launcher.run.Screen;
import io.millrace.launcher.run.TimedRun;
import io.millrace.launcher.run.WorkloadOptions;
import io.millrace.node.driver.desk.DriverFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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

  @Mixin private final WorkloadOptions workload = new WorkloadOptions();

  @Mixin private final BlockOptions blocks = new BlockOptions();

  @Mixin private final ResultFile json = new ResultFile();

  @Option(names = "--cluster", description = "run driver and workers as processes of their own")
  private boolean cluster;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "worker processes, with --cluster (default: 2)")
  private @Nullable Integer workers;

  @Option(
      names = "--scheduling",
      paramLabel = "MODE",
      description =
          "per-batch: the driver cuts and places each batch; group: the workers do, under a lease"
              + " (default: that of the configuration)")
  private @Nullable String scheduling;

  @Override
  public Integer call() throws InterruptedException {
    RunPlan plan = plan();
    RunSettings settings = settings(plan);
    try (Screen screen = Screen.on(spec.commandLine().getOut());
        Engine engine = engine(plan, settings)) {
      RunSetup setup = plan.setup(Host.here(), settings.scheduling());
      TimedRun run = new TimedRun(plan, setup, Main.class.getName(), screen, "");
      FinishedRun finished = run.run(engine, sources -> job(sources, plan));
      show(finished, screen); // before the nodes are ended, which takes seconds on a cluster
      return finished.verdict().ok() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (ProcessFailure | DriverFailure | JobDefinitionException | IOException e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /** Everything is refused before anything is started. */
  RunPlan plan() {
    refuse(workers != null && !cluster, "--workers goes with --cluster");
    refuse(cluster && workers != null && workers < 1, "--workers must be at least 1");
    try {
      json.checked();
      return workload.plan(
          Duration.ofSeconds(warmUp),
          Duration.ofSeconds(seconds),
          blocks,
          cluster ? (workers != null ? workers : DEFAULT_WORKERS) : 0);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private RunSettings settings(RunPlan plan) {
    try {
      Map<String, String> byKey = new LinkedHashMap<>(plan.settings());
      if (scheduling != null) {
        byKey.put("millrace.scheduling.mode", scheduling);
      }
      return new RunSettings(byKey);
    } catch (SettingsException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private static Engine engine(RunPlan plan, RunSettings settings) {
    return plan.isOnCluster() ? settings.clusterEngine(plan.workers()) : settings.embeddedEngine();
  }

  private static JobCall job(List<String> sources, RunPlan plan) {
    return new JobCall(LatencyJob.class, LatencyJob.arguments(sources, plan.recordBytes()));
  }

  private void show(FinishedRun run, Screen screen) throws IOException {
    Verdict verdict = run.verdict();
    screen.write(Report.lines(run.result()));
    screen.write(List.of("", (verdict.ok() ? "OK: " : "NOT OK: ") + verdict.sentence()));
    Path file = json.checked();
    if (file != null) {
      ResultJson.write(run.result(), file);
    }
  }

  private void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }
}
