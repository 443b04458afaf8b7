package io.millrace.core.time;

/** The only source of time inside the engine. */
@FunctionalInterface
public interface Clock {
  /**
   * Nanoseconds since the epoch on the driver's clock, as this node estimates it; advances like a
   * monotonic clock.
   */
  long nanos();

  /** The same in microseconds. */
  default long micros() {
    return nanos() / 1000;
  }
}
