package io.millrace.peers.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What is measured: a time behind the warm-up, which begins with the first record. */
final class MeasuredSpan {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final long warmUpNanos;
  private final long measuredNanos;
  private final AtomicLong firstNanos = new AtomicLong(NOT_YET);

  MeasuredSpan(Duration warmUp, Duration measured) {
    warmUpNanos = warmUp.toNanos();
    measuredNanos = measured.toNanos();
  }

  void recordsCame(long nanos) {
    if (firstNanos.get() == NOT_YET) {
      firstNanos.compareAndSet(NOT_YET, nanos);
    }
  }

  /** Since the warm-up ended, 0 before. */
  long elapsedNanos(long nanos) {
    long first = firstNanos.get();
    return first == NOT_YET ? 0 : Math.max(0, nanos - first - warmUpNanos);
  }

  boolean isMeasured(long nanos) {
    long first = firstNanos.get();
    long since = nanos - first - warmUpNanos;
    return first != NOT_YET && since >= 0 && since < measuredNanos;
  }

  boolean isEarly(long nanos) {
    return elapsedNanos(nanos) < measuredNanos / 2;
  }

  boolean isOver(long nanos) {
    return elapsedNanos(nanos) >= measuredNanos;
  }

  double measuredSeconds() {
    return measuredNanos / 1e9;
  }
}
