package io.millrace.core.ledger;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.LatencySummary;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Sums of nanoseconds and histograms over the records of some batches. Means come from the sums,
 * which keep their sign and, being floating, never overflow; percentiles come from the histograms,
 * where an error of the clocks that makes a part negative counts as 0.
 */
final class Sums {
  private static final int DIGITS = 3;
  private static final double NANOS = 1e3;

  private final double[] partSums = new double[Stage.values().length];
  private final Histogram[] partNanos = new Histogram[Stage.values().length];
  private final Histogram latencyMicros = new Histogram(DIGITS);
  private final Histogram visibleMicros = new Histogram(DIGITS);
  private double latencySum;
  private double visibleSum;
  private long records;
  private long bytes;

  Sums() {
    Arrays.setAll(partNanos, stage -> new Histogram(DIGITS));
  }

  /** A batch. */
  void add(long batchBytes, List<TaskTimes> tasks) {
    bytes += batchBytes;
    tasks.forEach(task -> task.addTo(this));
  }

  void count(long more) {
    records += more;
  }

  void part(Stage stage, double mean, long weight) {
    partSums[stage.ordinal()] += mean * weight;
    record(partNanos[stage.ordinal()], mean, weight);
  }

  /** Records whose way is known by their stamps alone. */
  void whole(double mean, double commit, long weight) {
    latencySum += mean * weight;
    visibleSum += (mean + commit) * weight;
    record(latencyMicros, mean / NANOS, weight);
    record(visibleMicros, (mean + commit) / NANOS, weight);
  }

  /**
   * Records that were measured one by one.
   *
   * @param micros their latencies in the first stage
   * @param sum of the same
   * @param onward to be added to each
   * @param commit from there to its being visible
   */
  void wholes(Histogram micros, double sum, double onward, double commit) {
    long weight = micros.getTotalCount();
    latencySum += sum + onward * weight;
    visibleSum += sum + (onward + commit) * weight;
    for (HistogramIterationValue value : micros.recordedValues()) {
      double latency = micros.medianEquivalentValue(value.getValueIteratedTo()) + onward / NANOS;
      record(latencyMicros, latency, value.getCountAtValueIteratedTo());
      record(visibleMicros, latency + commit / NANOS, value.getCountAtValueIteratedTo());
    }
  }

  double latencySum() {
    return latencySum;
  }

  long latencyCount() {
    return latencyMicros.getTotalCount();
  }

  LatencySummary summary(double seconds, double firstHalfMean, double secondHalfMean) {
    Map<String, Distribution> stages = new LinkedHashMap<>();
    double parts = 0;
    for (Stage stage : Stage.values()) {
      Distribution part =
          distribution(partNanos[stage.ordinal()], partSums[stage.ordinal()], NANOS);
      stages.put(stage.label(), part);
      parts += stage == Stage.COMMIT ? 0 : part.mean();
    }
    Distribution latency = distribution(latencyMicros, latencySum, 1);
    return new LatencySummary(
        seconds,
        records,
        bytes,
        latency,
        distribution(visibleMicros, visibleSum, 1),
        Collections.unmodifiableMap(stages),
        latency.mean() - parts,
        firstHalfMean,
        secondHalfMean);
  }

  private static void record(Histogram histogram, double value, long weight) {
    histogram.recordValueWithCount(Math.max(0, Math.round(value)), weight);
  }

  /**
   * @param unit of the histogram, as parts of a microsecond
   */
  private static Distribution distribution(Histogram histogram, double sumNanos, double unit) {
    if (histogram.getTotalCount() == 0) {
      return Distribution.EMPTY;
    }
    return new Distribution(
        sumNanos / histogram.getTotalCount() / NANOS,
        histogram.getValueAtPercentile(50) / unit,
        histogram.getValueAtPercentile(90) / unit,
        histogram.getValueAtPercentile(99) / unit,
        histogram.getValueAtPercentile(99.9) / unit,
        histogram.getMaxValue() / unit);
  }
}
