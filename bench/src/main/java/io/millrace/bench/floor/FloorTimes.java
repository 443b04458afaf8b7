package io.millrace.bench.floor;

import io.millrace.launcher.generate.CalibratedClock;
import java.util.concurrent.atomic.AtomicLong;

/** The measured span of a floor, which begins when the first bytes come to any connection. */
final class FloorTimes {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final CalibratedClock clock = new CalibratedClock();
  private final long warmUpNanos;
  private final long measuredNanos;
  private final AtomicLong firstBytesNanos = new AtomicLong(NOT_YET);

  FloorTimes(FloorPlan plan) {
    warmUpNanos = plan.warmUp().toNanos();
    measuredNanos = plan.measured().toNanos();
  }

  /** On the monotonic clock of all times here. */
  long nanos() {
    return clock.nanos();
  }

  /** Microseconds since the epoch. */
  long micros(long nanos) {
    return clock.epochNanos(nanos) / 1000;
  }

  void bytesCame(long nanos) {
    firstBytesNanos.compareAndSet(NOT_YET, nanos);
  }

  boolean isMeasured(long nanos) {
    long since = nanos - firstBytesNanos.get();
    return since >= warmUpNanos && since < warmUpNanos + measuredNanos;
  }

  /** Whether it lies in the first half of what is measured. */
  boolean isEarly(long nanos) {
    return nanos - firstBytesNanos.get() < warmUpNanos + measuredNanos / 2;
  }

  boolean isOver(long nanos) {
    return nanos - firstBytesNanos.get() >= warmUpNanos + measuredNanos;
  }
}
