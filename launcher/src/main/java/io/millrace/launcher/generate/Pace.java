package io.millrace.launcher.generate;

/**
 * When the lines of one connection are due, in nanoseconds since the connection began.
 *
 * <p>All answers follow from the line's number alone, so nothing can drift, and a connection that
 * was held back sees how much it has to catch up.
 */
interface Pace {

  /** Further than any run lasts, yet far enough from the largest long to be added to. */
  long NEVER = Long.MAX_VALUE / 4;

  /** The moment line {@code line} (from 0) is due. */
  long dueNanos(long line);

  /** How many lines are due at {@code elapsedNanos}, that moment included. */
  long linesDueBy(long elapsedNanos);

  /** When to look again after {@code linesSent} lines, later than {@code elapsedNanos}. */
  long wakeNanos(long linesSent, long elapsedNanos);

  /**
   * The pace that gives a rate.
   *
   * @param bytesPerSecond of this connection; 0 is as fast as the reader takes it
   */
  static Pace of(double bytesPerSecond, int recordBytes) {
    return bytesPerSecond == 0 ? new FlatOut() : new SteadyPace(bytesPerSecond, recordBytes);
  }

  /** Always something to send and no schedule to be behind of. */
  final class FlatOut implements Pace {
    @Override
    public long dueNanos(long line) {
      return NEVER;
    }

    @Override
    public long linesDueBy(long elapsedNanos) {
      return NEVER;
    }

    @Override
    public long wakeNanos(long linesSent, long elapsedNanos) {
      return elapsedNanos;
    }
  }
}
