package io.millrace.actors.shared;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The delay that a test plants in one stage of the latency ledger ({@code millrace.test}); does
 * nothing unless the configuration says so.
 */
public final class StagePause {
  /** No delay anywhere. */
  public static final StagePause NONE = new StagePause("", Duration.ZERO);

  private final String stage;
  private final long nanos;

  public StagePause(String stage, Duration delay) {
    this.stage = stage;
    this.nanos = delay.toNanos();
  }

  /** Whether this is the stage to delay. */
  public boolean delays(String name) {
    return nanos > 0 && stage.equals(name);
  }

  /** Holds the calling thread up if this is the stage to delay. */
  public void at(String name) {
    if (delays(name)) {
      LockSupport.parkNanos(nanos);
    }
  }
}
