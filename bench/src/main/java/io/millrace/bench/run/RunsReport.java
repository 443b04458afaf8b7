package io.millrace.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.Report;
import io.millrace.launcher.run.FinishedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What runs came to, for a person to read. */
public final class RunsReport {
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
    report.lines.addAll(LatencyTable.HEAD);
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
    report.addMiddle(measured);
    return report.lines;
  }

  /**
   * Floors alone.
   *
   * @param json of the floors
   */
  public static List<String> ofFloors(List<YardstickRun> floors, ObjectNode json) {
    RunsReport report = new RunsReport();
    report.addHost(Host.here());
    report.lines.addAll(LatencyTable.HEAD);
    for (int i = 0; i < floors.size(); i++) {
      report.add("floor " + (i + 1), json.path("runs").path(i).path("latencyMicros"));
    }
    report.add("median", json.path("latencyMicros"));
    report.addVoid(json, json.path("batchMillis").doubleValue() * 1e3);
    return report.lines;
  }

  /**
   * The rates of runs of the engine; the one in the middle is shown whole.
   *
   * @param json of the runs
   */
  public static List<String> ofRates(MeasuredRuns measured, ObjectNode json) {
    RunsReport report = new RunsReport();
    report.addHost(Host.here());
    report.lines.add("");
    json.path("runs").forEach(run -> report.addRate("run", run));
    report.addRate("median", json);
    report.addMiddle(measured);
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

  private void addMiddle(MeasuredRuns measured) {
    FinishedRun middle = middle(measured.runs());
    lines.add("");
    lines.add("run %d, the one in the middle:".formatted(measured.runs().indexOf(middle) + 1));
    lines.addAll(Report.lines(middle.result()));
  }

  private void addRate(String name, JsonNode run) {
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-8s %8.1f MB/s %,14.0f records/s",
            name,
            run.path("rateMb").doubleValue(),
            run.path("recordsPerSecond").doubleValue()));
  }

  private void addHost(Host host) {
    lines.addAll(LatencyTable.conditions(host));
  }

  private void add(String name, JsonNode micros) {
    lines.add(LatencyTable.row(name, micros));
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

  /**
   * What it cost to store blocks, by consumers.
   *
   * @param runs medians of runs, one for each number of consumers
   */
  public static List<String> ofStore(Iterable<JsonNode> runs) {
    RunsReport report = new RunsReport();
    report.addHost(Host.here());
    report.lines.add("");
    report.lines.add("consumers   sealed to known to the driver, us: mean      p50      p99");
    runs.forEach(report::addStore);
    return report.lines;
  }

  private void addStore(JsonNode run) {
    JsonNode micros = run.path("stagesMicros").path("store");
    lines.add(
        String.format(
            Locale.ROOT,
            "%9d %42.1f %8.1f %8.1f",
            run.path("consumers").intValue(),
            micros.path("mean").doubleValue(),
            micros.path("p50").doubleValue(),
            micros.path("p99").doubleValue()));
  }

  /** A machine on which the bare loop misses every other deadline says nothing about an engine. */
  private void addVoid(JsonNode floor, double intervalMicros) {
    if (floor.path("latencyMicros").path("p50").doubleValue() > intervalMicros) {
      lines.add("the floor's p50 is above one interval: the machine was busy, and the run is void");
    }
  }
}
