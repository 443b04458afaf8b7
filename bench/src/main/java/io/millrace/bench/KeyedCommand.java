package io.millrace.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.job.KeyedJob;
import io.millrace.bench.run.EngineRuns;
import io.millrace.bench.run.MeasuredRuns;
import io.millrace.bench.run.RunOrder;
import io.millrace.bench.run.RunsReport;
import io.millrace.launcher.Main;
import io.millrace.launcher.run.BlockOptions;
import io.millrace.launcher.run.JobCall;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;
import io.millrace.launcher.run.WorkloadOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench keyed}: a shuffle, beside a floor that counts by key as well. */
@Command(
    name = "keyed",
    sortOptions = false,
    description =
        "How long records take that are counted by key: each until the results of its batch are"
            + " there.",
    footer = {
      "",
      "Examples:",
      "  millrace bench keyed --keys 100000 --rate-mb 40",
      "  millrace bench keyed --mode cluster --workers 2 --receivers 2 --batch 2ms"
    })
final class KeyedCommand extends Benchmark {
  private static final int MOST_KEYS = 10_000_000;

  @Mixin private final WorkloadOptions workload = new WorkloadOptions();

  @Mixin private final BlockOptions blocks = new BlockOptions();

  @Mixin private final EngineOptions engine = new EngineOptions();

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many keys there are (default: ${DEFAULT-VALUE})")
  private int keys;

  @Override
  Prepared prepare() {
    if (keys < 1 || keys > MOST_KEYS) {
      throw new IllegalArgumentException(
          "--keys is %d; it must lie in 1..%d".formatted(keys, MOST_KEYS));
    }
    RunPlan plan = workload.plan(runs.warmUp(), runs.measured(), blocks, engine.workers());
    EngineRuns engineRuns =
        new EngineRuns(
            new RunOrder(
                runs.runs(),
                plan,
                engine.settings(),
                sources ->
                    new JobCall(
                        KeyedJob.class, KeyedJob.arguments(sources, plan.recordBytes(), keys)),
                Main.class.getName()));
    return screen -> run(engineRuns, screen);
  }

  private Outcome run(EngineRuns engineRuns, Screen screen) throws InterruptedException {
    MeasuredRuns measured = engineRuns.besideFloors(keys, screen);
    ObjectNode json = measured.json();
    json.put("bench", "keyed").put("keys", keys);
    return new Outcome(RunsReport.of(measured, json), json, measured.verdict());
  }
}
