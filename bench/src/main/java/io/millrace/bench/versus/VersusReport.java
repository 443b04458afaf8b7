package io.millrace.bench.versus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.run.LatencyTable;
import io.millrace.launcher.report.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a comparison came to, for a person to read. */
public final class VersusReport {
  private static final List<String> FIGURES = List.of("mean", "p50", "p99");

  private VersusReport() {}

  /**
   * Its lines.
   *
   * @param json of the comparison
   */
  public static List<String> of(Comparison comparison, ObjectNode json) {
    List<String> lines = new ArrayList<>(LatencyTable.conditions(Host.here()));
    lines.add(
        "heap of either: at most %,d MB; %s has besides: %s"
            .formatted(
                json.path("heapMb").longValue(),
                json.path("peer").path("engine").asText(),
                String.join(" ", flags(json))));
    comparison.tuning().forEach(line -> lines.add("tried batches of " + line));
    lines.addAll(LatencyTable.HEAD);
    String peer = comparison.peer().word();
    for (int i = 0; i < comparison.theirs().size(); i++) {
      lines.add(row("millrace " + (i + 1), json.path("ours").path("runs").path(i)));
      lines.add(row(peer + " " + (i + 1), json.path("peer").path("runs").path(i)));
    }
    lines.add(row("median", json.path("ours")));
    lines.add(row("median " + peer, json.path("peer")));
    lines.add(ratios(peer, json.path("ratioToPeer")));
    return lines;
  }

  private static List<String> flags(ObjectNode json) {
    List<String> flags = new ArrayList<>();
    json.path("peer").path("flags").forEach(flag -> flags.add(flag.asText()));
    return flags;
  }

  private static String row(String name, JsonNode run) {
    return LatencyTable.row(name, run.path("latencyMicros"));
  }

  /** Told as how many times lower the lower one is. */
  private static String ratios(String peer, JsonNode ratios) {
    List<String> parts = new ArrayList<>();
    for (String figure : FIGURES) {
      double ratio = ratios.path(figure).doubleValue();
      boolean isLower = ratio > 0 && ratio < 1;
      parts.add(
          String.format(
              Locale.ROOT,
              "%s %.2f times %s",
              figure,
              isLower ? 1 / ratio : ratio,
              isLower ? "lower" : "as high"));
    }
    return "millrace to " + peer + ", median to median: " + String.join(", ", parts);
  }
}
