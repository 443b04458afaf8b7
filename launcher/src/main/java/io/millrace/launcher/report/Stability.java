package io.millrace.launcher.report;

import io.millrace.core.model.BatchCounts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run kept up with its input. All rules speak of the time after warm-up, so that a cold
 * start is no objection; and none of them of latency as such: a slow run that stays as it is, is
 * stable.
 */
final class Stability {
  static final double LEAST_RATE = 0.97;
  static final double LEAST_DONE = 0.98;
  static final double MOST_MERGED = 0.10;
  static final double MOST_GROWTH = 1.3;

  private static final List<Function<RunResult, @Nullable String>> RULES =
      List.of(
          Stability::nothingMeasured,
          Stability::generatorLate,
          Stability::rateTooLow,
          Stability::batchesNotDone,
          Stability::tooManyMerged,
          Stability::latencyGrowing,
          Stability::backlogGrowing);

  private Stability() {}

  /** The first rule that the run breaks, as a sentence without its full stop; null when stable. */
  static @Nullable String objection(RunResult run) {
    return RULES.stream()
        .map(rule -> rule.apply(run))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String nothingMeasured(RunResult run) {
    boolean measured = run.status().measured().records() > 0 && batches(run).due() > 0;
    return measured ? null : "no record came after the warm-up, so nothing was measured";
  }

  private static @Nullable String generatorLate(RunResult run) {
    Sent sent = run.sent();
    return sent == null || sent.lateSeconds() == 0
        ? null
        : "the generator was held back: in %d s it was never within 50 ms of its schedule"
            .formatted(sent.lateSeconds());
  }

  private static @Nullable String rateTooLow(RunResult run) {
    Double asked = run.setup().rateMb();
    return asked == null || run.rateMb() >= LEAST_RATE * asked
        ? null
        : text("%.2f MB/s were processed of %.2f MB/s asked for", run.rateMb(), asked);
  }

  private static @Nullable String batchesNotDone(RunResult run) {
    BatchCounts batches = batches(run);
    return batches.count() >= LEAST_DONE * batches.due()
        ? null
        : "%d of %d batches were done".formatted(batches.count(), batches.due());
  }

  private static @Nullable String tooManyMerged(RunResult run) {
    BatchCounts batches = batches(run);
    return batches.merged() <= MOST_MERGED * batches.due()
        ? null
        : "%d of %d batches were merged into later ones".formatted(batches.merged(), batches.due());
  }

  private static @Nullable String latencyGrowing(RunResult run) {
    double first = run.status().measured().firstHalfMean() / 1e3;
    double second = run.status().measured().secondHalfMean() / 1e3;
    return second <= MOST_GROWTH * first + run.batchMillis()
        ? null
        : text("latency grew from %.2f ms in the first half to %.2f ms", first, second);
  }

  private static @Nullable String backlogGrowing(RunResult run) {
    return run.status().backlogGrowing() ? "the backlog grew" : null;
  }

  private static BatchCounts batches(RunResult run) {
    return run.status().measuredBatches();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
