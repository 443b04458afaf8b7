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
}
