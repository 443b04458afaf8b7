package io.millrace.launcher.generate;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The monotonic clock, tied to the wall clock once.
 *
 * <p>The wall clock is not read again: a record's stamp must not jump when somebody sets the time,
 * and both clocks are slewed alike. The offset is taken from the sample whose two monotonic reads
 * lie closest together, because in that one the wall clock was read at the best known moment. All
 * processes of a machine share the monotonic clock, so that two of them agree to about a
 * microsecond.
 */
public final class CalibratedClock implements RunClock {
  private static final int SAMPLES = 2_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long originNanoTime = System.nanoTime();
  private final long epochNanosAtOrigin = calibrate();

  private long calibrate() {
    long bestBracket = Long.MAX_VALUE;
    long bestEpoch = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      long before = nanos();
      long wall = wallNanos();
      long after = nanos();
      if (after - before < bestBracket) {
        bestBracket = after - before;
        bestEpoch = wall - (before + bestBracket / 2);
      }
    }
    return bestEpoch;
  }

  private static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  @Override
  public long nanos() {
    return System.nanoTime() - originNanoTime;
  }

  @Override
  public long epochNanos(long nanos) {
    return epochNanosAtOrigin + nanos;
  }

  @Override
  public void parkUntil(long nanos) {
    long wait = nanos - nanos();
    if (wait > 0) {
      LockSupport.parkNanos(this, wait);
    }
  }
}
