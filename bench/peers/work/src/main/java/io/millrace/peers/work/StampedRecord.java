package io.millrace.peers.work;

import java.util.Arrays;

/**
 * A record of Millrace's generator, read where it lies; one object shows record after record.
 *
 * <pre>
 *  20 bytes:   c i i i i i i i _ t t t t t t t t t t \n
 * </pre>
 *
 * <p>A base-36 digit of the connection, the others count; a blank; epoch microseconds modulo 10^10
 * in decimal; a newline. Of more than 12 counting digits the last 12 count.
 */
final class StampedRecord {
  static final long TIME_RANGE = 10_000_000_000L;

  private static final int TIME_DIGITS = 10;
  private static final int MOST_COUNTED = 12;
  private static final int RADIX = 36;
  private static final byte[] DIGIT = new byte[256];

  static {
    Arrays.fill(DIGIT, (byte) -1);
    for (int value = 0; value < RADIX; value++) {
      DIGIT[Character.forDigit(value, RADIX)] = (byte) value;
    }
  }

  private final int length;
  private final int blank;
  private final int counted;
  private final long idRange;
  private int connection;
  private long id;
  private long time;

  /**
   * Records of a length.
   *
   * @param length with the newline, 15 or more
   */
  StampedRecord(int length) {
    this.length = length;
    this.blank = length - TIME_DIGITS - 2;
    this.counted = Math.max(1, blank - MOST_COUNTED);
    long range = 1;
    for (int i = counted; i < blank; i++) {
      range *= RADIX;
    }
    this.idRange = range;
  }

  /**
   * Reads the record that begins there.
   *
   * @param newline whether its newline is there as well
   * @return false when it has another form
   */
  boolean read(byte[] bytes, int start, boolean newline) {
    int first = DIGIT[bytes[start] & 0xFF];
    int bad = first;
    for (int i = start + 1; i < start + counted; i++) {
      bad |= DIGIT[bytes[i] & 0xFF];
    }
    long counter = 0;
    for (int i = start + counted; i < start + blank; i++) {
      int digit = DIGIT[bytes[i] & 0xFF];
      bad |= digit;
      counter = counter * RADIX + digit;
    }
    int end = start + length - 1;
    long micros = 0;
    for (int i = start + blank + 1; i < end; i++) {
      int digit = bytes[i] - '0';
      bad |= digit | (9 - digit); // only a value that is no digit is negative
      micros = micros * 10 + digit;
    }
    connection = first;
    id = counter;
    time = micros;
    return bad >= 0 && bytes[start + blank] == ' ' && (!newline || bytes[end] == '\n');
  }

  /** With its newline. */
  int length() {
    return length;
  }

  /** How many ids there are before they begin again at 0. */
  long idRange() {
    return idRange;
  }

  int connection() {
    return connection;
  }

  long id() {
    return id;
  }

  /** Microseconds since the epoch modulo {@link #TIME_RANGE}. */
  long time() {
    return time;
  }
}
