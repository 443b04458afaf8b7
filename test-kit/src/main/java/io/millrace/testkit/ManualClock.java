package io.millrace.testkit;

import io.millrace.core.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it; may be read by other threads. */
public final class ManualClock implements Clock {
  private final AtomicLong nanos;

  /**
   * @param nanos the first reading, nanoseconds since the epoch
   */
  public ManualClock(long nanos) {
    this.nanos = new AtomicLong(nanos);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /**
   * Moves the clock forward to a time, nanoseconds since the epoch.
   *
   * @throws IllegalArgumentException if that lies in the past, where no clock of the engine goes
   */
  public void set(long time) {
    nanos.updateAndGet(now -> later(now, time));
  }

  /**
   * Moves the clock forward by some nanoseconds.
   *
   * @throws IllegalArgumentException if they are negative
   */
  public void advance(long by) {
    nanos.updateAndGet(now -> later(now, Math.addExact(now, by)));
  }

  private static long later(long now, long time) {
    if (time < now) {
      throw new IllegalArgumentException(
          "the clock can't go back from " + now + " to " + time + " ns");
    }
    return time;
  }
}
