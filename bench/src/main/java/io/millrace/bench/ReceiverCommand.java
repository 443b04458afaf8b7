package io.millrace.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.job.CountJob;
import io.millrace.bench.run.EngineRuns;
import io.millrace.bench.run.MeasuredRuns;
import io.millrace.bench.run.RunOrder;
import io.millrace.bench.run.RunsReport;
import io.millrace.launcher.Main;
import io.millrace.launcher.job.LatencyJob;
import io.millrace.launcher.run.BlockOptions;
import io.millrace.launcher.run.JobCall;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;
import io.millrace.launcher.run.WorkloadOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench receiver}: how much one receiver takes in. */
@Command(
    name = "receiver",
    sortOptions = false,
    description =
        "The rate that receivers sustain when records are stored and counted, and nothing else.",
    footer = {"", "Example:", "  millrace bench receiver --kind text --rate-mb 0"})
final class ReceiverCommand extends Benchmark {
  private static final String TEXT = "text";

  @Mixin private final WorkloadOptions workload = new WorkloadOptions();

  @Mixin private final BlockOptions blocks = new BlockOptions();

  @Mixin private final EngineOptions engine = new EngineOptions();

  @Option(
      names = "--kind",
      paramLabel = TEXT,
      defaultValue = TEXT,
      description = "how records come: as lines of text (default: ${DEFAULT-VALUE})")
  private String kind = "";

  @Override
  Prepared prepare() {
    if (!kind.equals(TEXT)) {
      throw new IllegalArgumentException("--kind is %s; it must be %s".formatted(kind, TEXT));
    }
    RunPlan plan = workload.plan(runs.warmUp(), runs.measured(), blocks, engine.workers());
    EngineRuns engineRuns =
        new EngineRuns(
            new RunOrder(
                runs.runs(),
                plan,
                engine.settings(),
                sources ->
                    new JobCall(CountJob.class, LatencyJob.arguments(sources, plan.recordBytes())),
                Main.class.getName()));
    return screen -> run(engineRuns, screen);
  }

  private Outcome run(EngineRuns engineRuns, Screen screen) throws InterruptedException {
    MeasuredRuns measured = engineRuns.alone(screen);
    ObjectNode json = measured.json();
    json.put("bench", "receiver").put("kind", kind);
    return new Outcome(RunsReport.ofRates(measured, json), json, measured.verdict());
  }
}
