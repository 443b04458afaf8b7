package io.millrace.dsl;

import java.util.Arrays;

/**
 * Walks stamped records in place. A whole record is read in one pass over its bytes; only one that
 * is rejected is looked at again, to say why and where the next line starts.
 */
final class StampedCursor implements RecordCursor<StampedRecord> {
  private static final int TIME_DIGITS = 10;
  private static final long TIME_RANGE = 10_000_000_000L;
  private static final int COUNTED_DIGITS = 12;

  /** By byte: the value of a base-36 digit, or -1. */
  private static final byte[] DIGIT = new byte[256];

  static {
    Arrays.fill(DIGIT, (byte) -1);
    for (int value = 0; value < 36; value++) {
      DIGIT[Character.forDigit(value, 36)] = (byte) value;
    }
  }

  private final int recordBytes;
  private final int blank;
  private final int counted;
  private final StampedRecord record;
  private byte[] bytes = {};
  private int start;
  private int end;
  private int limit;
  private long referenceMicros;
  private long referenceInRange;
  private String rejection = "";

  StampedCursor(int recordBytes) {
    this.recordBytes = recordBytes;
    this.blank = recordBytes - TIME_DIGITS - 2;
    this.counted = Math.max(1, blank - COUNTED_DIGITS);
    long idRange = 1;
    for (int i = counted; i < blank; i++) {
      idRange *= 36;
    }
    this.record = new StampedRecord(idRange);
  }

  @Override
  public void reset(byte[] block, int from, int to, long timeNearby) {
    bytes = block;
    start = from;
    end = from;
    limit = to;
    referenceMicros = timeNearby;
    referenceInRange = Math.floorMod(timeNearby, TIME_RANGE);
  }

  @Override
  public Next next() {
    start = end;
    if (start == limit) {
      return Next.END;
    }
    if (limit - start >= recordBytes && parse()) {
      end = start + recordBytes;
      return Next.RECORD;
    }
    end = LineFraming.lineEnd(bytes, start, limit);
    rejection = complaint();
    return Next.REJECTED;
  }

  @Override
  public StampedRecord value() {
    return record;
  }

  @Override
  public long generatedMicros() {
    return record.generatedMicros();
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public String rejection() {
    return rejection;
  }

  private boolean parse() {
    int first = DIGIT[bytes[start] & 0xFF];
    int bad = first;
    // Digits in front of those that count only have to be digits.
    for (int i = start + 1; i < start + counted; i++) {
      bad |= DIGIT[bytes[i] & 0xFF];
    }
    long id = 0;
    for (int i = start + counted; i < start + blank; i++) {
      int digit = DIGIT[bytes[i] & 0xFF];
      bad |= digit;
      id = id * 36 + digit;
    }
    int timeEnd = start + recordBytes - 1;
    long time = 0;
    for (int i = start + blank + 1; i < timeEnd; i++) {
      int digit = bytes[i] - '0';
      bad |= digit | (9 - digit);
      time = time * 10 + digit;
    }
    // Only a value that is no digit is negative.
    if (bad < 0 || bytes[start + blank] != ' ' || bytes[timeEnd] != '\n') {
      return false;
    }
    record.show(id, first, nearest(time));
    return true;
  }

  /** The time nearest to the reference of those that agree with the given one modulo the range. */
  private long nearest(long timeInRange) {
    long delta = timeInRange - referenceInRange;
    if (delta > TIME_RANGE / 2) {
      delta -= TIME_RANGE;
    } else if (delta < -TIME_RANGE / 2) {
      delta += TIME_RANGE;
    }
    return referenceMicros + delta;
  }

  private String complaint() {
    int length = end - start;
    if (length != recordBytes) {
      return "a record has " + recordBytes + " bytes with its newline, this one " + length;
    }
    for (int i = 0; i < blank; i++) {
      if (DIGIT[bytes[start + i] & 0xFF] < 0) {
        return "byte " + i + " of the id is no lower-case base-36 digit";
      }
    }
    if (bytes[start + blank] != ' ') {
      return "no blank between id and time";
    }
    return "the time is not 10 decimal digits";
  }
}
