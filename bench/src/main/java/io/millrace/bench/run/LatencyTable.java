package io.millrace.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.report.Host;
import java.util.List;
import java.util.Locale;

/** How latencies are shown, a line a run, below the conditions that they were found under. */
public final class LatencyTable {
  /** What stands above the rows. */
  public static final List<String> HEAD =
      List.of("", "latency, ms        mean      p50      p90      p99    p99.9      max");

  private static final List<String> FIGURES = List.of("mean", "p50", "p90", "p99", "p999", "max");

  private LatencyTable() {}

  /** What everything ran on. */
  public static List<String> conditions(Host host) {
    return List.of(
        "",
        "%d core(s), %s, %s, millrace %s"
            .formatted(host.cores(), host.jvm(), host.gc(), host.version()),
        String.join(" ", host.flags()));
  }

  /**
   * A row.
   *
   * @param micros the distribution, as results have it
   */
  public static String row(String name, JsonNode micros) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-12s", name));
    for (String figure : FIGURES) {
      double millis = micros.path(figure).doubleValue() / 1e3;
      line.append(String.format(Locale.ROOT, " %8.3f", millis));
    }
    return line.toString();
  }
}
