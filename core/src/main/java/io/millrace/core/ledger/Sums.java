package io.millrace.core.ledger;

import static java.util.Objects.requireNonNull;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.LatencyCounts;
import io.millrace.core.model.LatencySummary;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The books of some batches: the whole, what is visible, and the parts, over their records. */
final class Sums {
  private static final double NANO = 1;
  private static final double MICRO = 1e3;

  private final Map<Stage, WeightedTimes> parts = new EnumMap<>(Stage.class);
  private final WeightedTimes latency = new WeightedTimes(MICRO);
  private final WeightedTimes visible = new WeightedTimes(MICRO);
  private long records;
  private long bytes;

  Sums() {
    for (Stage stage : Stage.values()) {
      parts.put(stage, new WeightedTimes(NANO));
    }
  }

  /** A batch. */
  void add(long batchBytes, List<TaskTimes> tasks) {
    bytes += batchBytes;
    tasks.forEach(task -> task.addTo(this));
  }

  void count(long more) {
    records += more;
  }

  /** Mean nanoseconds of so many records. */
  void part(Stage stage, double mean, long weight) {
    requireNonNull(parts.get(stage)).add(mean, weight);
  }

  /** Records whose way is known by their stamps alone. */
  void whole(double mean, double commit, long weight) {
    latency.add(mean, weight);
    visible.add(mean + commit, weight);
  }

  /**
   * Records that were measured one by one. Nanoseconds, but for the counts.
   *
   * @param counts their latencies in the task that read them, see {@link LatencyCounts}
   * @param sum of the same
   * @param onward to be added to each
   * @param commit from there to its being visible
   */
  void wholes(byte[] counts, double sum, double onward, double commit) {
    long before = latency.count();
    LatencyCounts.forEach(
        counts,
        (micros, count) -> {
          double one = micros * MICRO + onward;
          latency.addToPercentiles(one, count);
          visible.addToPercentiles(one + commit, count);
        });
    long weight = latency.count() - before;
    if (weight > 0) {
      double mean = sum / weight + onward;
      latency.addToMean(mean, weight);
      visible.addToMean(mean + commit, weight);
    }
  }

  /** Nanoseconds. */
  double latencySum() {
    return latency.sum();
  }

  long latencyCount() {
    return latency.count();
  }

  LatencySummary summary(double seconds, double firstHalfMean, double secondHalfMean) {
    Map<String, Distribution> stages = new LinkedHashMap<>();
    double accounted = 0;
    for (Map.Entry<Stage, WeightedTimes> part : parts.entrySet()) {
      Distribution times = part.getValue().distribution();
      stages.put(part.getKey().label(), times);
      accounted += part.getKey() == Stage.COMMIT ? 0 : times.mean();
    }
    Distribution whole = latency.distribution();
    return new LatencySummary(
        seconds,
        records,
        bytes,
        whole,
        visible.distribution(),
        Collections.unmodifiableMap(stages),
        whole.mean() - accounted,
        firstHalfMean,
        secondHalfMean);
  }
}
