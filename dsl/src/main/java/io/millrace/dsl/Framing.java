package io.millrace.dsl;

import java.io.Serializable;
import java.nio.ByteBuffer;

/** Finds where whole records end in raw bytes, so that a block never cuts a record in two. */
public interface Framing extends Serializable {
  /**
   * The end (exclusive) of the last whole record in {@code bytes[from, to)}.
   *
   * @param bytes read with absolute gets; position and limit are left alone
   * @param recordStart where a record starts
   * @param from nothing before this index ends a record that was not reported before; {@code
   *     recordStart <= from <= to}
   * @param to end of the bytes, exclusive
   * @return the index behind the last whole record, or {@code recordStart} when none is whole
   */
  int lastRecordEnd(ByteBuffer bytes, int recordStart, int from, int to);

  /** Records that end with a newline. */
  static Framing line() {
    return LineFraming.INSTANCE;
  }
}
