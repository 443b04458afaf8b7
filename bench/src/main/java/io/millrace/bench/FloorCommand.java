package io.millrace.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.floor.FloorJson;
import io.millrace.bench.floor.FloorRun;
import io.millrace.bench.run.RunsReport;
import io.millrace.launcher.Main;
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
    List<FloorRun> floors = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      screen.live("floor %d/%d".formatted(i, number));
      floors.add(FloorRun.of(plan, 0, Main.class.getName()));
    }
    ObjectNode json = FloorJson.of(plan, floors);
    return new Outcome(RunsReport.ofFloors(floors, json), json, verdict(floors));
  }

  private static Verdict verdict(List<FloorRun> floors) {
    for (int i = 0; i < floors.size(); i++) {
      String objection = floors.get(i).objection();
      if (objection != null) {
        return new Verdict(false, "floor %d: %s".formatted(i + 1, objection));
      }
    }
    return new Verdict(true, "%d floor(s), none lost, none duplicated".formatted(floors.size()));
  }
}
