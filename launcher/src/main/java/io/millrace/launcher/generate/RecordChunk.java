package io.millrace.launcher.generate;

import io.millrace.launcher.generate.FaultPlan.Fault;
import java.nio.ByteBuffer;

/** Whole lines, as many as fit into 64 KiB, filled anew for each write. */
final class RecordChunk {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final RecordLine line;
  private final StampClock stamps;
  private final int capacity;
  private final byte[] bytes;
  private final ByteBuffer view;
  private long nextLine;

  RecordChunk(RecordLine line, StampClock stamps) {
    this.line = line;
    this.stamps = stamps;
    this.capacity = CHUNK_BYTES / line.length();
    this.bytes = new byte[capacity * line.length()];
    this.view = ByteBuffer.wrap(bytes);
  }

  /** How many lines fit. */
  int capacity() {
    return capacity;
  }

  /**
   * The next lines, valid until the next call.
   *
   * @param lines 1 to {@link #capacity()}
   * @param fault what befalls the first of them
   */
  ByteBuffer fill(int lines, Fault fault) {
    int width = line.length();
    putFirst(fault);
    for (int place = 1; place < lines; place++) {
      line.nextId();
      line.stamp(stamps.epochMicros(nextLine + place, place));
      line.copyTo(bytes, place * width);
    }
    nextLine += lines;
    return view.clear().limit(lines * width);
  }

  private void putFirst(Fault fault) {
    line.stamp(stamps.epochMicros(nextLine, 0));
    switch (fault) {
      case NONE -> line.nextId();
      case LEAVE_OUT -> {
        line.nextId();
        line.nextId();
      }
      case REPEAT, MALFORMED -> {
        // Neither uses up an id.
      }
    }
    if (fault == Fault.MALFORMED) {
      line.copyMalformedTo(bytes, 0);
    } else {
      line.copyTo(bytes, 0);
    }
  }
}
