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

  @Override
  public int recordEnd(byte[] bytes, int start, int to) {
    return lineEnd(bytes, start, to);
  }

  @Override
  public int contentEnd(byte[] bytes, int start, int end) {
    return end > start && bytes[end - 1] == '\n' ? end - 1 : end;
  }

  @Override
  public boolean endsWithSource() {
    return true;
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
