package io.millrace.launcher.generate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record, changed in place from each to the next.
 *
 * <pre>
 *  record-bytes B = 20:   i i i i i i i i _ t t t t t t t t t t \n
 *                         0 ......... B-13  B-11 ........... B-2  B-1
 * </pre>
 *
 * <p>{@code B - 12} base-36 digits of id: the first is the connection's ordinal modulo 36, the
 * others count from 0 and wrap; a blank; ten digits of epoch microseconds modulo 10^10; a newline.
 *
 * <p>Millions of lines a second share most of their digits with the line before, so id and stamp
 * are odometers: no division for each digit of each record.
 */
final class RecordLine {
  static final int MIN_BYTES = 15;
  static final int MAX_BYTES = 4096;

  private static final int STAMP_DIGITS = 10;
  private static final int BYTES_BESIDE_ID = STAMP_DIGITS + 2;
  private static final int RADIX = 36;

  /** Steps below this are added to the last digit: at most one carry for each digit. */
  private static final int SMALL_STEP = 10;

  private final byte[] line;
  private final byte[] malformed;
  private final int lastIdDigit;
  private final int firstStampDigit;
  private long stampedMicros;

  RecordLine(int recordBytes, int ordinal) {
    line = new byte[recordBytes];
    lastIdDigit = recordBytes - BYTES_BESIDE_ID - 1;
    firstStampDigit = lastIdDigit + 2;
    // One before id 0: every line advances the id first, so that a line can be repeated.
    Arrays.fill(line, 0, lastIdDigit + 1, (byte) 'z');
    line[0] = (byte) Character.forDigit(ordinal % RADIX, RADIX);
    line[lastIdDigit + 1] = ' ';
    Arrays.fill(line, firstStampDigit, recordBytes - 1, (byte) '0');
    line[recordBytes - 1] = '\n';
    malformed = malformedLine(recordBytes);
  }

  private static byte[] malformedLine(int recordBytes) {
    return ("?".repeat(recordBytes - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  int length() {
    return line.length;
  }

  /** Moves on to the next id, from the largest to 0. */
  void nextId() {
    for (int at = lastIdDigit; at > 0; at--) {
      byte digit = line[at];
      if (digit != 'z') {
        line[at] = digit == '9' ? (byte) 'a' : (byte) (digit + 1);
        return;
      }
      line[at] = '0';
    }
  }

  /** Sets the time, in microseconds since 1970; cheap when it is at most 9 after the last one. */
  void stamp(long epochMicros) {
    long step = epochMicros - stampedMicros;
    if (step == 0) {
      return;
    }
    stampedMicros = epochMicros;
    if (step > 0 && step < SMALL_STEP) {
      addToStamp((int) step);
    } else {
      rewriteStamp(epochMicros);
    }
  }

  private void addToStamp(int step) {
    int at = firstStampDigit + STAMP_DIGITS - 1;
    int digit = line[at] + step;
    while (digit > '9') {
      line[at] = (byte) (digit - 10);
      at--;
      if (at < firstStampDigit) {
        return; // all nines: the time is modulo 10^10
      }
      digit = line[at] + 1;
    }
    line[at] = (byte) digit;
  }

  private void rewriteStamp(long epochMicros) {
    long rest = epochMicros;
    for (int at = firstStampDigit + STAMP_DIGITS - 1; at >= firstStampDigit; at--) {
      line[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(line, 0, target, offset, line.length);
  }

  /** A line of the right length that no decoder can take for a record; leaves the id alone. */
  void copyMalformedTo(byte[] target, int offset) {
    System.arraycopy(malformed, 0, target, offset, malformed.length);
  }
}
