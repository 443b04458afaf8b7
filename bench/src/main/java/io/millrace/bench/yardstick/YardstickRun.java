package io.millrace.bench.yardstick;

import io.millrace.launcher.report.Sent;
import io.millrace.launcher.run.RunPlan;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A yardstick that was measured.
 *
 * @param sent what our own generator sent; null for foreign sources
 */
public record YardstickRun(RunPlan plan, YardstickFigures figures, @Nullable Sent sent) {
  private static final double LEAST_RATE = 0.97;
  private static final double MOST_GROWTH = 1.3;

  /** The rate of the measured time, 10^6 bytes a second. */
  public double rateMb() {
    return figures.rateMb(plan.recordBytes());
  }

  /** Records that were sent and did not arrive; see {@code RunResult}. */
  public long lost() {
    long missing = sent == null ? 0 : sent.records() - figures.records() - figures.rejected();
    return Math.max(figures.lost(), missing);
  }

  /** Records that arrived more than once. */
  public long duplicated() {
    long surplus = sent == null ? 0 : figures.records() + figures.rejected() - sent.records();
    return Math.max(figures.duplicated(), surplus);
  }

  /** Whether it kept up with what was asked. */
  public boolean stable() {
    return objection() == null;
  }

  /** What is wrong with it, a sentence without its full stop; null when nothing is. */
  public @Nullable String objection() {
    if (figures.problem() != null) {
      return figures.problem();
    }
    if (figures.measuredRecords() == 0) {
      return "no record came after the warm-up, so nothing was measured";
    }
    if (lost() + duplicated() + figures.rejected() > 0) {
      return "of the records sent, %,d lost, %,d duplicated, %,d rejected as malformed"
          .formatted(lost(), duplicated(), figures.rejected());
    }
    if (sent != null && sent.lateSeconds() > 0) {
      return "the generator was held back in %d s".formatted(sent.lateSeconds());
    }
    return fallenBehind();
  }

  private @Nullable String fallenBehind() {
    Double asked = plan.rateMb();
    if (asked != null && rateMb() < LEAST_RATE * asked) {
      return text("%.2f MB/s came of %.2f MB/s asked for", rateMb(), asked);
    }
    double first = figures.firstHalfMean() / 1e3;
    double second = figures.secondHalfMean() / 1e3;
    return second <= MOST_GROWTH * first + plan.batch().toNanos() / 1e6
        ? null
        : text("latency grew from %.2f ms in the first half to %.2f ms", first, second);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
