package io.millrace.bench.job;

import io.millrace.dsl.RecordCursor;

/**
 * A line of the record generator, as text becomes an object: {@code digits of the id, blank, 10
 * digits of the time}. Ids count in base 36 behind the first digit, which is the connection's; of
 * more than 12 digits the last 12 count.
 *
 * @param idRange ids are counted modulo this
 */
record StampedLine(long id, long idRange) {
  private static final int TIME_DIGITS = 10;
  private static final long TIME_RANGE = 10_000_000_000L;
  private static final int COUNTED_DIGITS = 12;
  private static final int RADIX = 36;

  /**
   * Reads a line.
   *
   * @throws NumberFormatException when it has another form: the job fails
   */
  static StampedLine parse(String line) {
    int blank = line.length() - TIME_DIGITS - 1;
    int counted = Math.max(1, blank - COUNTED_DIGITS);
    long range = 1;
    for (int i = counted; i < blank; i++) {
      range *= RADIX;
    }
    return new StampedLine(Long.parseLong(line, counted, blank, RADIX), range);
  }

  /**
   * The time of a line, completed to the nearest that there is; no time where there are no digits.
   *
   * @param referenceMicros a time nearby, microseconds since the epoch
   */
  static long generatedMicros(String line, long referenceMicros) {
    long time = 0;
    for (int i = line.length() - TIME_DIGITS; i < line.length(); i++) {
      int digit = i < 0 ? -1 : line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return RecordCursor.NO_TIME;
      }
      time = time * 10 + digit;
    }
    long ahead = Math.floorMod(time - referenceMicros, TIME_RANGE);
    return referenceMicros + (ahead > TIME_RANGE / 2 ? ahead - TIME_RANGE : ahead);
  }
}
