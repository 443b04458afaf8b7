package io.millrace.peers.work;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Latencies of one thread, microseconds; those of all are added up when they are over. */
final class Latencies {
  private static final long HIGHEST_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(1, HIGHEST_MICROS, DIGITS);
  private long earlyCount;
  private long earlySum;
  private long lateCount;
  private long lateSum;

  void add(long micros, boolean isEarly) {
    if (isEarly) {
      earlyCount++;
      earlySum += micros;
    } else {
      lateCount++;
      lateSum += micros;
    }
    histogram.recordValue(Math.max(0, Math.min(micros, HIGHEST_MICROS)));
  }

  void add(Latencies other) {
    earlyCount += other.earlyCount;
    earlySum += other.earlySum;
    lateCount += other.lateCount;
    lateSum += other.lateSum;
    histogram.add(other.histogram);
  }

  long count() {
    return earlyCount + lateCount;
  }

  double firstHalfMean() {
    return mean(earlySum, earlyCount);
  }

  double secondHalfMean() {
    return mean(lateSum, lateCount);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"mean\":%.3f,\"p50\":%d,\"p90\":%d,\"p99\":%d,\"p999\":%d,\"max\":%d}",
        mean(earlySum + lateSum, count()),
        at(50),
        at(90),
        at(99),
        at(99.9),
        histogram.getMaxValue());
  }

  private long at(double percentile) {
    return count() == 0 ? 0 : histogram.getValueAtPercentile(percentile);
  }

  private static double mean(long sum, long count) {
    return count == 0 ? 0 : (double) sum / count;
  }
}
