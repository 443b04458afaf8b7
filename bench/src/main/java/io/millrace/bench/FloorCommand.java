package io.millrace.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.floor.Floors;
import io.millrace.bench.run.RunsReport;
import io.millrace.bench.yardstick.YardstickJson;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.Main;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.report.Verdict;
import io.millrace.launcher.run.BlockOptions;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;
import io.millrace.launcher.run.WorkloadOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace bench floor}: what the machine does without an engine. */
@Command(
    name = "floor",
    sortOptions = false,
    description =
        "How long records take in a bare loop: a thread a connection, and the same work on each.",
    footer = {"", "Example:", "  millrace bench floor --rate-mb 90 --batch 1ms"})
final class FloorCommand extends Benchmark {
  @Mixin private final WorkloadOptions workload = new WorkloadOptions();

  @Override
  Prepared prepare() {
    int number = runs.runs();
    RunPlan plan = workload.plan(runs.warmUp(), runs.measured(), new BlockOptions(), 0);
    return screen -> run(number, plan, screen);
  }

  private static Outcome run(int number, RunPlan plan, Screen screen) {
    List<YardstickRun> floors = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      screen.live("floor %d/%d".formatted(i, number));
      floors.add(Floors.measure(plan, 0, Main.class.getName()));
    }
    ObjectNode json = json(plan, floors);
    return new Outcome(RunsReport.ofFloors(floors, json), json, verdict(floors));
  }

  private static ObjectNode json(RunPlan plan, List<YardstickRun> floors) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("bench", "floor");
    ResultJson.putHost(json, Host.here());
    json.put("batchMillis", plan.batch().toNanos() / 1e6).put("receivers", plan.receivers());
    json.put("recordBytes", plan.recordBytes()).put("rateMbRequested", plan.rateMb());
    json.put("warmupSeconds", plan.warmUp().toMillis() / 1e3);
    return json.setAll(YardstickJson.of(floors));
  }

  private static Verdict verdict(List<YardstickRun> floors) {
    for (int i = 0; i < floors.size(); i++) {
      String objection = floors.get(i).objection();
      if (objection != null) {
        return new Verdict(false, "floor %d: %s".formatted(i + 1, objection));
      }
    }
    return new Verdict(true, "%d floor(s), none lost, none duplicated".formatted(floors.size()));
  }
}
