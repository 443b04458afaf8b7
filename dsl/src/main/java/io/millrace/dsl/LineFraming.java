package io.millrace.dsl;

import java.nio.ByteBuffer;

/** Finds the last newline, from behind, so that each byte is looked at about once. */
enum LineFraming implements Framing {
  INSTANCE;

  @Override
  public int lastRecordEnd(ByteBuffer bytes, int recordStart, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (bytes.get(i) == '\n') {
        return i + 1;
      }
    }
    return recordStart;
  }

  /** The index behind the first newline at or after {@code from}, or {@code to} without one. */
  static int lineEnd(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return to;
  }
}
