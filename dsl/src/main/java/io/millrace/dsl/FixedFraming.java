package io.millrace.dsl;

import java.nio.ByteBuffer;

/** See {@link Framing#fixed}. */
record FixedFraming(int bytes) implements Framing {
  FixedFraming {
    if (bytes < 1) {
      throw new JobDefinitionException(
          "records of " + bytes + " bytes: a fixed length must be at least 1");
    }
  }

  @Override
  public int lastRecordEnd(ByteBuffer all, int recordStart, int from, int to) {
    return to - (to - recordStart) % bytes;
  }

  @Override
  public int recordEnd(byte[] all, int start, int to) {
    return Math.min(to, start + bytes);
  }
}
