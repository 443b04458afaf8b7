package io.millrace.dsl;

import java.io.Serializable;
import java.nio.ByteBuffer;

/** Finds where whole records end in raw bytes, so that a block never cuts a record in two. */
public interface Framing extends Serializable {
  /**
   * The end (exclusive) of the last whole record in {@code bytes[from, to)}.
   *
   * @param bytes read with absolute gets, big-endian; position and limit are left alone
   * @param recordStart where a record starts
   * @param from nothing before this index ends a record that was not reported before; {@code
   *     recordStart <= from <= to}
   * @param to end of the bytes, exclusive
   * @return the index behind the last whole record, or {@code recordStart} when none is whole
   * @throws FramingException when the bytes can't be records
   */
  int lastRecordEnd(ByteBuffer bytes, int recordStart, int from, int to);

  /**
   * The end (exclusive) of the record that starts at {@code start}, or {@code to} when it does not
   * end before.
   */
  default int recordEnd(byte[] bytes, int start, int to) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    for (int end = start + 1; end < to; end++) {
      if (lastRecordEnd(all, start, end - 1, end) > start) {
        return end;
      }
    }
    return to;
  }

  /** Where the content of a whole record starts: behind a length, for instance. */
  default int contentStart(byte[] bytes, int start, int end) {
    return start;
  }

  /** Where the content of a whole record ends: before its end mark, for instance. */
  default int contentEnd(byte[] bytes, int start, int end) {
    return end;
  }

  /**
   * Whether what the end of a source leaves is a record although its end mark is missing, as with a
   * last line that has no newline.
   */
  default boolean endsWithSource() {
    return false;
  }

  /** Records that end with a newline. */
  static Framing line() {
    return LineFraming.INSTANCE;
  }

  /**
   * Records of one length.
   *
   * @param bytes at least 1
   * @throws JobDefinitionException when it is less
   */
  static Framing fixed(int bytes) {
    return new FixedFraming(bytes);
  }

  /** Like {@link #lengthPrefixed(int)}, with records of at most 32 MiB. */
  static Framing lengthPrefixed() {
    return new LengthFraming(LengthFraming.MOST_BYTES);
  }

  /**
   * Records behind their length: 4 bytes, big-endian, which don't count themselves.
   *
   * @param maxBytes most bytes of a record, 0 to 32 MiB; a larger length is an error of the source.
   *     The engine's limit on the length of a record counts as well
   * @throws JobDefinitionException when it is out of range
   */
  static Framing lengthPrefixed(int maxBytes) {
    return new LengthFraming(maxBytes);
  }
}
