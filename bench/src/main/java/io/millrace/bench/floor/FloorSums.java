package io.millrace.bench.floor;

import io.millrace.core.model.Distribution;
import org.HdrHistogram.Histogram;

/** Latencies of one thread, and of all of them when they are over. */
final class FloorSums {
  private static final long HIGHEST_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(1, HIGHEST_MICROS, DIGITS);
  private long sumMicros;

  void add(long micros) {
    sumMicros += micros;
    histogram.recordValue(Math.max(0, Math.min(micros, HIGHEST_MICROS)));
  }

  void add(FloorSums other) {
    sumMicros += other.sumMicros;
    histogram.add(other.histogram);
  }

  long count() {
    return histogram.getTotalCount();
  }

  Distribution distribution() {
    if (count() == 0) {
      return Distribution.EMPTY;
    }
    return new Distribution(
        (double) sumMicros / count(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue());
  }
}
