package io.millrace.core.ledger;

import io.millrace.core.model.Distribution;
import org.HdrHistogram.Histogram;

/**
 * Times of records: a mean and percentiles. The mean comes from a sum, which keeps its sign and,
 * being floating, never overflows; percentiles come from a histogram, where a time that an error of
 * the clocks made negative counts as 0.
 */
final class WeightedTimes {
  private static final int DIGITS = 3;
  private static final double MICRO = 1e3;

  private final Histogram histogram = new Histogram(DIGITS);
  private final double unit;
  private double sum;

  /**
   * @param unit nanoseconds that one step of the histogram stands for
   */
  WeightedTimes(double unit) {
    this.unit = unit;
  }

  /** So many records took so many nanoseconds. */
  void add(double nanos, long weight) {
    addToMean(nanos, weight);
    addToPercentiles(nanos, weight);
  }

  void addToMean(double nanos, long weight) {
    sum += nanos * weight;
  }

  void addToPercentiles(double nanos, long weight) {
    histogram.recordValueWithCount(Math.max(0, Math.round(nanos / unit)), weight);
  }

  /** Nanoseconds. */
  double sum() {
    return sum;
  }

  long count() {
    return histogram.getTotalCount();
  }

  Distribution distribution() {
    if (count() == 0) {
      return Distribution.EMPTY;
    }
    return new Distribution(
        sum / count() / MICRO,
        percentile(50),
        percentile(90),
        percentile(99),
        percentile(99.9),
        histogram.getMaxValue() * unit / MICRO);
  }

  private double percentile(double percent) {
    return histogram.getValueAtPercentile(percent) * unit / MICRO;
  }
}
