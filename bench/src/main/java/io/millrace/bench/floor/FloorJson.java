package io.millrace.bench.floor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.figures.Medians;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.report.Sent;
import io.millrace.launcher.run.RunPlan;
import java.util.List;

/** A floor's figures for programs, by the names that the engine's have. */
public final class FloorJson {
  private FloorJson() {}

  /** Medians, with each run under {@code runs}. */
  public static ObjectNode of(List<FloorRun> floors) {
    List<ObjectNode> singles = floors.stream().map(FloorJson::of).toList();
    ObjectNode json = Medians.of(singles);
    singles.forEach(json.putArray("runs")::add);
    return json;
  }

  /** The same with the conditions, where there is no engine's result around it. */
  public static ObjectNode of(RunPlan plan, List<FloorRun> floors) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("bench", "floor");
    ResultJson.putHost(json, Host.here());
    json.put("batchMillis", plan.batch().toNanos() / 1e6).put("receivers", plan.receivers());
    json.put("recordBytes", plan.recordBytes()).put("rateMbRequested", plan.rateMb());
    json.put("warmupSeconds", plan.warmUp().toMillis() / 1e3);
    return json.setAll(of(floors));
  }

  private static ObjectNode of(FloorRun run) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    FloorFigures figures = run.figures();
    Sent sent = run.sent();
    json.put("rateMb", run.rateMb()).put("records", figures.records());
    json.put("sent", sent == null ? null : (Long) sent.records());
    json.put("lost", run.lost()).put("duplicated", run.duplicated());
    json.put("rejected", figures.rejected()).put("seconds", figures.seconds());
    ResultJson.putDistribution(json.putObject("latencyMicros"), figures.latency());
    return json.put("stable", run.stable());
  }
}
