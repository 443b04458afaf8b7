package io.millrace.launcher.generate;

/** Time that passes only when somebody waits for it, or a test says so. */
final class FakeClock implements RunClock {
  static final long EPOCH_NANOS = 1_700_000_009_999_999_000L;

  private long nanos;
  private long endNanos = Long.MAX_VALUE;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long epochNanos(long moment) {
    return EPOCH_NANOS + moment;
  }

  @Override
  public void parkUntil(long moment) {
    if (moment >= endNanos) {
      Thread.currentThread().interrupt();
    } else {
      nanos = Math.max(nanos, moment);
    }
  }

  /** Who waits for that moment or a later one is interrupted. */
  void endAt(long moment) {
    endNanos = moment;
  }

  void advance(long by) {
    nanos += by;
  }
}
