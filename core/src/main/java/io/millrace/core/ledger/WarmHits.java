package io.millrace.core.ledger;

import io.millrace.core.model.CacheUse;
import io.millrace.core.model.Distribution;
import org.HdrHistogram.Histogram;

/** What a hit in the task-binary cache costs, over all executors. */
public final class WarmHits {
  private final Histogram nanos = new Histogram(3_600_000_000_000L, 3);

  /** The hits of one report, at their mean cost. */
  public void add(CacheUse use) {
    if (use.hits() > 0) {
      nanos.recordValueWithCount(Math.max(0, use.warmNanos() / use.hits()), use.hits());
    }
  }

  /** Microseconds a hit. */
  public Distribution distribution() {
    if (nanos.getTotalCount() == 0) {
      return Distribution.EMPTY;
    }
    return new Distribution(
        nanos.getMean() / 1e3,
        percentile(50),
        percentile(90),
        percentile(99),
        percentile(99.9),
        nanos.getMaxValue() / 1e3);
  }

  private double percentile(double percent) {
    return nanos.getValueAtPercentile(percent) / 1e3;
  }
}
