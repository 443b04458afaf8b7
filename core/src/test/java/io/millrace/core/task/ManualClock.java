package io.millrace.core.task;

import io.millrace.core.time.Clock;

/** Time stands still until a test, or a function under test, moves it on. */
final class ManualClock implements Clock {
  private long nanos;

  ManualClock(long nanos) {
    this.nanos = nanos;
  }

  void advance(long byNanos) {
    nanos += byNanos;
  }

  @Override
  public long nanos() {
    return nanos;
  }
}
