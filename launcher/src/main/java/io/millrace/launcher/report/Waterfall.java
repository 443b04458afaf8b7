package io.millrace.launcher.report;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.LatencySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the time went, as bars: each begins where the one before it ended, so that their lengths
 * add up to the whole; what follows the whole (the commit) goes on behind it.
 */
final class Waterfall {
  /** The stages whose means and {@code unaccounted} sum to the whole, in the order of the way. */
  static final List<String> PARTS =
      List.of("receive", "block", "store", "batch", "schedule", "process");

  static final int WIDTH = 50;

  private final double scale;
  private final double whole;
  private final List<String> lines = new ArrayList<>();
  private double reached;

  private Waterfall(LatencySummary summary) {
    whole = summary.latency().mean();
    scale = WIDTH / Math.max(whole + mean(summary, "commit"), Double.MIN_NORMAL);
  }

  /** A line for each part, one for the whole and one for the commit. */
  static List<String> lines(LatencySummary summary) {
    Waterfall waterfall = new Waterfall(summary);
    PARTS.forEach(stage -> waterfall.step(stage, mean(summary, stage)));
    waterfall.step("unaccounted", summary.unaccountedMean());
    waterfall.lines.add(waterfall.line("the whole", 0, waterfall.whole));
    waterfall.step("commit", mean(summary, "commit"));
    return waterfall.lines;
  }

  private void step(String name, double micros) {
    double start = reached;
    reached += micros;
    lines.add(line(name, start, reached));
  }

  /** A part below zero, which only {@code unaccounted} can be, is drawn backwards. */
  private String line(String name, double start, double end) {
    int from = column(Math.min(start, end));
    int to = column(Math.max(start, end));
    return String.format(
            Locale.ROOT,
            "  %-12s %9.3f ms %6.1f %%  |%s%s",
            name,
            (end - start) / 1e3,
            whole > 0 ? 100 * (end - start) / whole : 0,
            " ".repeat(from),
            "#".repeat(to - from))
        .stripTrailing();
  }

  private int column(double micros) {
    return (int) Math.max(0, Math.min(WIDTH, Math.round(micros * scale)));
  }

  private static double mean(LatencySummary summary, String stage) {
    return summary.stages().getOrDefault(stage, Distribution.EMPTY).mean();
  }
}
