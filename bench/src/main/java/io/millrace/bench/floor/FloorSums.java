package io.millrace.bench.floor;

import io.millrace.core.model.Distribution;
import org.HdrHistogram.Histogram;

/** Latencies of one thread, and of all of them when they are over. */
final class FloorSums {
  private static final long HIGHEST_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(1, HIGHEST_MICROS, DIGITS);
  private final Half early = new Half();
  private final Half late = new Half();

  /** Of one half of the measured time. */
  private static final class Half {
    private long count;
    private long sumMicros;

    void add(long more, long micros) {
      count += more;
      sumMicros += micros;
    }

    double mean() {
      return count == 0 ? 0 : (double) sumMicros / count;
    }
  }

  void add(long micros, boolean isEarly) {
    (isEarly ? early : late).add(1, micros);
    histogram.recordValue(Math.max(0, Math.min(micros, HIGHEST_MICROS)));
  }

  void add(FloorSums other) {
    early.add(other.early.count, other.early.sumMicros);
    late.add(other.late.count, other.late.sumMicros);
    histogram.add(other.histogram);
  }

  long count() {
    return histogram.getTotalCount();
  }

  double firstHalfMean() {
    return early.mean();
  }

  double secondHalfMean() {
    return late.mean();
  }

  Distribution distribution() {
    if (count() == 0) {
      return Distribution.EMPTY;
    }
    return new Distribution(
        (double) (early.sumMicros + late.sumMicros) / count(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue());
  }
}
