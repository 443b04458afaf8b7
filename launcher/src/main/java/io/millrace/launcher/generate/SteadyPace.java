package io.millrace.launcher.generate;

/**
 * Line i is due at i / rate, looked at on a fixed grid of 137 µs.
 *
 * <p>The grid does not divide a millisecond: one that did would keep its phase against the engine's
 * batches for the whole run, and every latency figure would be a matter of luck.
 */
final class SteadyPace implements Pace {
  static final long GRID_NANOS = 137_000;

  private final double nanosPerLine;

  /**
   * A steady rate.
   *
   * @param bytesPerSecond more than 0
   */
  SteadyPace(double bytesPerSecond, int recordBytes) {
    nanosPerLine = recordBytes * 1e9 / bytesPerSecond;
  }

  @Override
  public long dueNanos(long line) {
    // To the nearest: a moment that is a whole number must not fall below it by a rounding error.
    return (long) (line * nanosPerLine + 0.5);
  }

  @Override
  public long linesDueBy(long elapsedNanos) {
    if (elapsedNanos < 0) {
      return 0;
    }
    long lines = (long) (elapsedNanos / nanosPerLine) + 1;
    return dueNanos(lines) <= elapsedNanos ? lines + 1 : lines; // its moment was rounded down
  }

  @Override
  public long wakeNanos(long linesSent, long elapsedNanos) {
    long earliest = Math.max(dueNanos(linesSent), elapsedNanos + 1);
    return (earliest + GRID_NANOS - 1) / GRID_NANOS * GRID_NANOS;
  }
}
