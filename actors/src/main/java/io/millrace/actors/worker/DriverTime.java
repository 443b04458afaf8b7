package io.millrace.actors.worker;

import io.millrace.actors.shared.SystemClock;
import io.millrace.config.ClockSettings;
import io.millrace.core.time.OffsetEstimator;
import io.millrace.core.time.SilenceWatch;
import io.millrace.protocol.WorkerProtocol;
import java.time.Duration;

/** Brings the node's clock to the driver's, from one registration to the next. */
final class DriverTime {
  /** Answers awaited before the clock is set; the first ones are slow. */
  private static final int FIRST_ANSWERS = 8;

  private static final String DRIVER = "driver";

  private final SystemClock clock;
  private final OffsetEstimator estimator;
  private final SilenceWatch<String> silence;
  private int answers;

  /**
   * @param timeout the driver may be silent for so long
   */
  DriverTime(SystemClock clock, ClockSettings settings, Duration timeout) {
    this.clock = clock;
    this.estimator = new OffsetEstimator(settings.window(), settings.maxDriftPpm());
    this.silence = new SilenceWatch<>(timeout.toNanos(), clock.ownNanos());
    silence.heard(DRIVER, clock.ownNanos());
  }

  /** Takes an answer in: sets the clock with the first few, slews it from then on. */
  void onPong(WorkerProtocol.ClockPong pong) {
    long now = clock.ownNanos();
    silence.heard(DRIVER, now);
    estimator.onPong(pong.sentNanos(), pong.driverNanos(), now);
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

  /** Whether the driver has been silent for too long; to be asked with each ping. */
  boolean isSilent() {
    return !silence.silent(clock.ownNanos()).isEmpty();
  }

  /** The estimate now; without an answer it is 0, and may be wrong by any amount. */
  OffsetEstimator.Offset estimate() {
    return answers == 0
        ? new OffsetEstimator.Offset(0, Long.MAX_VALUE)
        : estimator.at(clock.ownNanos());
  }
}
