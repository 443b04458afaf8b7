package io.millrace.launcher.generate;

/** Says which time a record carries. Belongs to one connection and its thread. */
interface StampClock {

  /**
   * The time of a line, in microseconds since 1970.
   *
   * @param line the line's number on its connection, from 0
   * @param placeInChunk how many lines of the same write come before it
   */
  long epochMicros(long line, int placeInChunk);

  /** The time each line was due, which for many lines may be the same microsecond. */
  static StampClock due(Pace pace, long startEpochNanos) {
    return (line, placeInChunk) -> (startEpochNanos + pace.dueNanos(line)) / 1_000;
  }

  /** The time of writing. */
  static StampClock sent(RunClock clock) {
    return new Sent(clock);
  }

  /** Reads the clock once for 64 lines: they are filled within a microsecond. */
  final class Sent implements StampClock {
    private static final int LINES_PER_READ = 64;

    private final RunClock clock;
    private long micros;

    private Sent(RunClock clock) {
      this.clock = clock;
    }

    @Override
    public long epochMicros(long line, int placeInChunk) {
      if (placeInChunk % LINES_PER_READ == 0) {
        micros = clock.epochNanos(clock.nanos()) / 1_000;
      }
      return micros;
    }
  }
}
