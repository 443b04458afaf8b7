package io.millrace.core.ledger;

import io.millrace.core.model.Measurement;
import java.util.concurrent.TimeUnit;

/**
 * What counts as measured: batches whose deadline lies after the end of the warm-up. Time 0 is the
 * deadline of the first batch that has data, and with no warm-up that batch counts as well.
 */
public final class MeasuredSpan {
  private final long warmUpNanos;
  private final long measuredNanos;
  private boolean begun;
  private long startNanos;

  public MeasuredSpan(Measurement measurement) {
    this.warmUpNanos = TimeUnit.MICROSECONDS.toNanos(measurement.warmUpMicros());
    this.measuredNanos = TimeUnit.MICROSECONDS.toNanos(measurement.measuredMicros());
  }

  /**
   * A batch with data has this deadline; to be told when it is cut, in order of batches. Only the
   * first call counts.
   */
  public void begin(long deadlineNanos) {
    if (!begun) {
      begun = true;
      startNanos = deadlineNanos + warmUpNanos;
    }
  }

  /** Whether a batch with this deadline counts. */
  public boolean covers(long deadlineNanos) {
    return begun && elapsed(deadlineNanos) >= (warmUpNanos == 0 ? 0 : 1);
  }

  /** Nanoseconds from the end of the warm-up to the deadline. */
  long elapsed(long deadlineNanos) {
    return deadlineNanos - startNanos;
  }

  /** How long the measurement was meant to last, {@link Long#MAX_VALUE} without an end. */
  long plannedNanos() {
    return measuredNanos;
  }
}
