package io.millrace.peers.work;

import java.time.Instant;

/**
 * The monotonic clock, tied to the wall clock once, as the generator's is: all processes of a
 * machine share the monotonic clock, so that two of them agree to about a microsecond.
 */
final class Clock {
  private static final int SAMPLES = 2_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long offsetNanos = calibrate();

  private static long calibrate() {
    long closest = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 0; i < SAMPLES; i++) {
      long before = System.nanoTime();
      Instant wall = Instant.now();
      long bracket = System.nanoTime() - before;
      if (bracket < closest) {
        closest = bracket;
        long wallNanos = wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano();
        offset = wallNanos - (before + bracket / 2);
      }
    }
    return offset;
  }

  long nanos() {
    return System.nanoTime();
  }

  /** Microseconds since the epoch. */
  long epochMicros(long nanos) {
    return (nanos + offsetNanos) / 1000;
  }
}
