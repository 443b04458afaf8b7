package io.millrace.actors.shared;

import io.millrace.config.TestSettings;
import io.millrace.core.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The clock of one node. The wall clock is read once, at start; from there on it advances with the
 * monotonic clock, so nobody who sets the machine's time disturbs it. A correction makes it the
 * driver's clock; but for {@link #step} it changes slowly, so that time never goes back.
 *
 * <p>Safe for all threads.
 */
public final class SystemClock implements Clock {
  /** Own nanoseconds for one of correction: 2000 parts per million. */
  private static final long SLEW = 500;

  private static final int CALIBRATION_SAMPLES = 1_000;

  private final long startTicks;
  private final long startNanos;
  private final double drift;
  private volatile Correction correction = new Correction(0, 0, Long.MIN_VALUE / 2);

  private SystemClock(long startTicks, long startNanos, double drift) {
    this.startTicks = startTicks;
    this.startNanos = startNanos;
    this.drift = drift;
  }

  /** A clock that shows the wall clock's time now, but for the faults that a test plants in it. */
  public static SystemClock start(TestSettings faults) {
    long shortest = Long.MAX_VALUE;
    long ticks = 0;
    long wall = 0;
    for (int i = 0; i < CALIBRATION_SAMPLES; i++) {
      long before = System.nanoTime();
      Instant now = Instant.now();
      long bracket = System.nanoTime() - before;
      if (bracket < shortest) {
        shortest = bracket;
        ticks = before + bracket / 2;
        wall = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
      }
    }
    return new SystemClock(
        ticks, wall + faults.clockSkew().toNanos(), faults.clockDriftPpm() * 1e-6);
  }

  @Override
  public long nanos() {
    long own = ownNanos();
    return own + correction.at(own);
  }

  /** Nanoseconds since the epoch without correction: what clock pings carry. */
  public long ownNanos() {
    long ticks = System.nanoTime() - startTicks;
    return startNanos + ticks + (long) (ticks * drift);
  }

  /** Sets the correction at once; only while nothing is timed by this clock. */
  public void step(long offsetNanos) {
    correction = new Correction(offsetNanos, offsetNanos, ownNanos());
  }

  /** Moves the correction there by and by, 2 milliseconds a second. */
  public void adjust(long offsetNanos) {
    long own = ownNanos();
    correction = new Correction(correction.at(own), offsetNanos, own);
  }

  /** On its way from one correction to the next, since a time of the own clock. */
  private record Correction(long from, long to, long since) {
    long at(long own) {
      long most = (own - since) / SLEW;
      return from + Math.max(-most, Math.min(most, to - from));
    }
  }
}
