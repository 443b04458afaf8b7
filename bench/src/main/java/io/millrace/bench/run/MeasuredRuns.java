package io.millrace.bench.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.figures.Medians;
import io.millrace.bench.figures.Ratios;
import io.millrace.bench.yardstick.YardstickJson;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.report.Verdict;
import io.millrace.launcher.run.FinishedRun;
import java.util.List;
import java.util.Locale;

/** Runs of the engine, and the floors that were measured between them, if any. */
public record MeasuredRuns(List<FinishedRun> runs, List<YardstickRun> floors) {
  public MeasuredRuns {
    runs = List.copyOf(runs);
    floors = List.copyOf(floors);
  }

  /** Medians, floors and the ratio to them where there are any, each run under {@code runs}. */
  public ObjectNode json() {
    List<ObjectNode> singles = runs.stream().map(run -> ResultJson.of(run.result())).toList();
    ObjectNode json = Medians.of(singles);
    if (!floors.isEmpty()) {
      putFloor(json);
    }
    singles.forEach(json.putArray("runs")::add);
    return json;
  }

  private void putFloor(ObjectNode json) {
    ObjectNode floor = YardstickJson.of(floors);
    json.set("floor", floor);
    json.set("ratioToFloor", Ratios.of(json, floor));
  }

  /** Whether every run was as it has to be, and each floor brought what was asked. */
  public Verdict verdict() {
    for (int i = 0; i < runs.size(); i++) {
      Verdict verdict = runs.get(i).verdict();
      if (!verdict.ok()) {
        return new Verdict(false, "run %d: %s".formatted(i + 1, verdict.sentence()));
      }
    }
    for (int i = 0; i < floors.size(); i++) {
      String objection = floors.get(i).objection();
      if (objection != null) {
        return new Verdict(false, "floor %d: %s".formatted(i + 1, objection));
      }
    }
    long records = runs.stream().mapToLong(run -> run.result().records()).sum();
    return new Verdict(
        true,
        String.format(
            Locale.ROOT,
            "%d run(s), all stable; %,d records, none lost, none duplicated",
            runs.size(),
            records));
  }
}
