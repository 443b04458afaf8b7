package io.millrace.dsl;

import java.nio.ByteBuffer;

/** See {@link Framing#lengthPrefixed}. */
record LengthFraming(int maxBytes) implements Framing {
  static final int MOST_BYTES = 32 * 1024 * 1024;
  static final int PREFIX_BYTES = 4;

  LengthFraming {
    if (maxBytes < 0 || maxBytes > MOST_BYTES) {
      throw new JobDefinitionException(
          "length-prefixed records of at most %d bytes: the limit must lie in 0..%d"
              .formatted(maxBytes, MOST_BYTES));
    }
  }

  @Override
  public int lastRecordEnd(ByteBuffer bytes, int recordStart, int from, int to) {
    int end = recordStart;
    while (to - end >= PREFIX_BYTES) {
      int next = end + PREFIX_BYTES + checked(bytes.getInt(end));
      if (next > to) {
        return end;
      }
      end = next;
    }
    return end;
  }

  @Override
  public int recordEnd(byte[] bytes, int start, int to) {
    if (to - start < PREFIX_BYTES) {
      return to;
    }
    return Math.min(to, start + PREFIX_BYTES + checked(ByteBuffer.wrap(bytes).getInt(start)));
  }

  @Override
  public int contentStart(byte[] bytes, int start, int end) {
    return start + PREFIX_BYTES;
  }

  private int checked(int length) {
    if (length < 0 || length > maxBytes) {
      throw new FramingException(
          "has a record with a length prefix of %d where 0..%d is allowed"
              .formatted(length, maxBytes));
    }
    return length;
  }
}
