package io.millrace.connectors.buffer;

import io.millrace.dsl.BatchId;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.IOException;

/** The output of the batch that is being written; that of one given up is forgotten. */
public final class BatchBuffer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private BatchId batch = BatchId.NONE;

  /** Appends one task's output, {@code length} bytes. */
  public void append(BatchId to, DataInput output, int length) throws IOException {
    turnTo(to);
    byte[] part = new byte[length];
    output.readFully(part);
    bytes.writeBytes(part);
  }

  /** All of the batch, in order; nothing when nothing was appended for it. */
  public byte[] of(BatchId wanted) {
    turnTo(wanted);
    return bytes.toByteArray();
  }

  /** Forgets everything. */
  public void clear() {
    bytes.reset();
  }

  private void turnTo(BatchId next) {
    if (!next.equals(batch)) {
      bytes.reset();
      batch = next;
    }
  }
}
