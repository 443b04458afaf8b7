package io.millrace.actors.worker;

import io.millrace.actors.shared.SystemClock;
import io.millrace.config.ClockSettings;
import io.millrace.core.time.OffsetEstimator;
import io.millrace.protocol.WorkerProtocol;

/** Brings the node's clock to the driver's, from one registration to the next. */
final class DriverTime {
  /** Answers awaited before the clock is set; the first ones are slow. */
  private static final int FIRST_ANSWERS = 8;

  private final SystemClock clock;
  private final OffsetEstimator estimator;
  private long heardNanos;
  private int answers;

  DriverTime(SystemClock clock, ClockSettings settings) {
    this.clock = clock;
    this.estimator = new OffsetEstimator(settings.window(), settings.maxDriftPpm());
    this.heardNanos = clock.ownNanos();
  }

  /** Takes an answer in: sets the clock with the first few, slews it from then on. */
  void onPong(WorkerProtocol.ClockPong pong) {
    heardNanos = clock.ownNanos();
    estimator.onPong(pong.sentNanos(), pong.driverNanos(), heardNanos);
    answers++;
    long offset = estimate().nanos();
    if (answers <= FIRST_ANSWERS) {
      clock.step(offset);
    } else {
      clock.adjust(offset);
    }
  }

  /** Whether the clock is set, so that streams may be opened. */
  boolean set() {
    return answers >= FIRST_ANSWERS;
  }

  /** How long the driver has been silent, nanoseconds. */
  long silence() {
    return clock.ownNanos() - heardNanos;
  }

  /** The estimate now; without an answer it is 0, and may be wrong by any amount. */
  OffsetEstimator.Offset estimate() {
    return answers == 0
        ? new OffsetEstimator.Offset(0, Long.MAX_VALUE)
        : estimator.at(clock.ownNanos());
  }
}
