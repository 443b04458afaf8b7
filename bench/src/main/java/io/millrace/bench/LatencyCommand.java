package io.millrace.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.job.LinesJob;
import io.millrace.bench.run.EngineRuns;
import io.millrace.bench.run.MeasuredRuns;
import io.millrace.bench.run.RunOrder;
import io.millrace.bench.run.RunsReport;
import io.millrace.dsl.StreamJob;
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

/** {@code millrace bench latency}: the paper's workload, beside a floor. */
@Command(
    name = "latency",
    sortOptions = false,
    description = "How long records take: each is parsed, checked and timed, beside a bare loop.",
    footer = {
      "",
      "Example:",
      "  millrace bench latency --rate-mb 30 --batch 1ms --block 1ms --json latency.json"
    })
final class LatencyCommand extends Benchmark {
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();

  @Mixin private final BlockOptions blocks = new BlockOptions();

  @Mixin private final EngineOptions engine = new EngineOptions();

  @Option(
      names = "--decoder",
      paramLabel = "zero-copy|lines",
      defaultValue = "zero-copy",
      description =
          "records as views on the bytes they came in, or a string and an object for each"
              + " (default: ${DEFAULT-VALUE})")
  private String decoder = "";

  @Override
  Prepared prepare() {
    RunPlan plan = workload.plan(runs.warmUp(), runs.measured(), blocks, engine.workers());
    Class<? extends StreamJob> job = job();
    EngineRuns engineRuns =
        new EngineRuns(
            new RunOrder(
                runs.runs(),
                plan,
                engine.settings(),
                sources -> new JobCall(job, LatencyJob.arguments(sources, plan.recordBytes())),
                Main.class.getName()));
    return screen -> run(engineRuns, screen);
  }

  private Class<? extends StreamJob> job() {
    return switch (decoder) {
      case "zero-copy" -> LatencyJob.class;
      case "lines" -> LinesJob.class;
      default ->
          throw new IllegalArgumentException(
              "--decoder is %s; it must be zero-copy or lines".formatted(decoder));
    };
  }

  private Outcome run(EngineRuns engineRuns, Screen screen) throws InterruptedException {
    MeasuredRuns measured = engineRuns.besideFloors(0, screen);
    ObjectNode json = measured.json();
    json.put("bench", "latency").put("decoder", decoder);
    return new Outcome(RunsReport.of(measured, json), json, measured.verdict());
  }
}
