package io.millrace.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.run.EngineRuns;
import io.millrace.bench.run.MeasuredRuns;
import io.millrace.bench.run.RunOrder;
import io.millrace.bench.run.RunsReport;
import io.millrace.launcher.Main;
import io.millrace.launcher.job.LatencyJob;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.report.Verdict;
import io.millrace.launcher.run.BlockOptions;
import io.millrace.launcher.run.JobCall;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;
import io.millrace.launcher.run.WorkloadOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench store}: what a block's way into the store costs, by consumers. */
@Command(
    name = "store",
    sortOptions = false,
    description =
        "How long it takes to store a block and tell the driver, with more and more consumers.",
    footer = {
      "",
      "Example:",
      "  millrace bench store --rate-mb 60 --consumers 1,2,4,8 --json store.json"
    })
final class StoreCommand extends Benchmark {
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();

  @Mixin private final EngineOptions engine = new EngineOptions();

  @Option(
      names = "--consumers",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,3,4,5,6,7,8",
      description = "block-store consumers to measure with (default: ${DEFAULT-VALUE})")
  private List<Integer> consumers = List.of();

  @Override
  Prepared prepare() {
    RunPlan plan =
        workload.plan(runs.warmUp(), runs.measured(), new BlockOptions(), engine.workers());
    List<EngineRuns> all = new ArrayList<>();
    for (int number : consumers) {
      all.add(runsWith(plan.withConsumers(number)));
    }
    return screen -> run(all, screen);
  }

  private EngineRuns runsWith(RunPlan plan) {
    return new EngineRuns(
        new RunOrder(
            runs.runs(),
            plan,
            engine.settings(),
            sources ->
                new JobCall(LatencyJob.class, LatencyJob.arguments(sources, plan.recordBytes())),
            Main.class.getName()));
  }

  private Outcome run(List<EngineRuns> all, Screen screen) throws InterruptedException {
    List<MeasuredRuns> measured = new ArrayList<>();
    for (EngineRuns engineRuns : all) {
      measured.add(engineRuns.alone(screen));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("bench", "store");
    ResultJson.putHost(json, Host.here());
    ArrayNode store = json.putArray("store");
    measured.forEach(runsOfOne -> store.add(runsOfOne.json()));
    return new Outcome(RunsReport.ofStore(store), json, verdict(measured));
  }

  private Verdict verdict(List<MeasuredRuns> measured) {
    for (int i = 0; i < measured.size(); i++) {
      Verdict verdict = measured.get(i).verdict();
      if (!verdict.ok()) {
        return new Verdict(
            false, "%d consumer(s), %s".formatted(consumers.get(i), verdict.sentence()));
      }
    }
    return new Verdict(true, "all runs stable, none lost, none duplicated");
  }
}
