package io.millrace.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.floor.FloorRun;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.Report;
import io.millrace.launcher.run.FinishedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What runs came to, for a person to read. */
public final class RunsReport {
  private static final List<String> FIGURES = List.of("mean", "p50", "p90", "p99", "p999", "max");

  private final List<String> lines = new ArrayList<>();

  private RunsReport() {}

  /**
   * Runs of the engine beside their floors; the one in the middle is shown whole.
   *
   * @param json of the runs
   */
  public static List<String> of(MeasuredRuns measured, ObjectNode json) {
    RunsReport report = new RunsReport();
    FinishedRun middle = middle(measured.runs());
    report.addHost(middle.setup().host());
    report.addHead();
    for (int i = 0; i < measured.runs().size(); i++) {
      report.add("run " + (i + 1), json.path("runs").path(i).path("latencyMicros"));
      report.add("  committed", json.path("runs").path(i).path("visibleMicros"));
      report.add("floor " + (i + 1), floor(json).path("runs").path(i).path("latencyMicros"));
    }
    report.add("median", json.path("latencyMicros"));
    report.add("  committed", json.path("visibleMicros"));
    report.add("median floor", floor(json).path("latencyMicros"));
    report.addRatio(json);
    report.addVoid(floor(json), middle.setup().batch().toNanos() / 1e3);
    report.lines.add("");
    report.lines.add(
        "run %d, the one in the middle:".formatted(measured.runs().indexOf(middle) + 1));
    report.lines.addAll(Report.lines(middle.result()));
    return report.lines;
  }

  /**
   * Floors alone.
   *
   * @param json of the floors
   */
  public static List<String> ofFloors(List<FloorRun> floors, ObjectNode json) {
    RunsReport report = new RunsReport();
    report.addHost(Host.here());
    report.addHead();
    for (int i = 0; i < floors.size(); i++) {
      report.add("floor " + (i + 1), json.path("runs").path(i).path("latencyMicros"));
    }
    report.add("median", json.path("latencyMicros"));
    report.addVoid(json, json.path("batchMillis").doubleValue() * 1e3);
    return report.lines;
  }

  private static JsonNode floor(ObjectNode json) {
    return json.path("floor");
  }

  private static FinishedRun middle(List<FinishedRun> runs) {
    List<FinishedRun> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingDouble(run -> run.status().measured().latency().p50()));
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** The conditions. */
  private void addHost(Host host) {
    lines.add("");
    lines.add(
        "%d core(s), %s, %s, millrace %s"
            .formatted(host.cores(), host.jvm(), host.gc(), host.version()));
    lines.add(String.join(" ", host.flags()));
  }

  private void addHead() {
    lines.add("");
    lines.add("latency, ms        mean      p50      p90      p99    p99.9      max");
  }

  private void add(String name, JsonNode micros) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-12s", name));
    for (String figure : FIGURES) {
      double millis = micros.path(figure).doubleValue() / 1e3;
      line.append(String.format(Locale.ROOT, " %8.3f", millis));
    }
    lines.add(line.toString());
  }

  private void addRatio(ObjectNode json) {
    JsonNode ratio = json.path("ratioToFloor");
    lines.add(
        String.format(
            Locale.ROOT,
            "median to median of the floors: mean x %.2f, p50 x %.2f, p99 x %.2f",
            ratio.path("mean").doubleValue(),
            ratio.path("p50").doubleValue(),
            ratio.path("p99").doubleValue()));
  }

  /** A machine on which the bare loop misses every other deadline says nothing about an engine. */
  private void addVoid(JsonNode floor, double intervalMicros) {
    if (floor.path("latencyMicros").path("p50").doubleValue() > intervalMicros) {
      lines.add("the floor's p50 is above one interval: the machine was busy, and the run is void");
    }
  }
}
