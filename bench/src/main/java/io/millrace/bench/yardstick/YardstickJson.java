package io.millrace.bench.yardstick;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.figures.Medians;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.report.Sent;
import java.util.List;

/** A yardstick's figures for programs, by the names that the engine's have. */
public final class YardstickJson {
  private YardstickJson() {}

  /** Medians, with each run under {@code runs}. */
  public static ObjectNode of(List<YardstickRun> all) {
    List<ObjectNode> singles = all.stream().map(YardstickJson::of).toList();
    ObjectNode json = Medians.of(singles);
    singles.forEach(json.putArray("runs")::add);
    return json;
  }

  /** A single run. */
  public static ObjectNode of(YardstickRun run) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    YardstickFigures figures = run.figures();
    Sent sent = run.sent();
    json.put("rateMb", run.rateMb()).put("records", figures.records());
    json.put("sent", sent == null ? null : (Long) sent.records());
    json.put("lost", run.lost()).put("duplicated", run.duplicated());
    json.put("rejected", figures.rejected()).put("seconds", figures.seconds());
    ResultJson.putDistribution(json.putObject("latencyMicros"), figures.latency());
    json.put("firstHalfMeanMicros", figures.firstHalfMean());
    json.put("secondHalfMeanMicros", figures.secondHalfMean());
    return json.put("stable", run.stable());
  }
}
