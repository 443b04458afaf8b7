package io.millrace.protocol;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.WorkerId;

/** What a registered worker tells the registry on the driver. */
public interface RegistryProtocol {
  /** Marks everything the registry takes. */
  interface Command {}

  /**
   * "I am alive; what time is it?" Sent at a fixed pace, answered with {@link
   * WorkerProtocol.ClockPong}; a worker that stays silent is lost.
   *
   * @param sentNanos the worker's own clock, nanoseconds since the epoch
   * @param offsetNanos its estimate of (driver's clock - own clock)
   * @param boundNanos how wrong that may be
   */
  record ClockPing(
      DriverEpoch epoch, WorkerId worker, long sentNanos, long offsetNanos, long boundNanos)
      implements Command, WireMessage {}
}
