package io.millrace.connectors.console;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.SinkPartition;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Prints the lines of a batch at its commit. A terminal can't be asked what it has shown, so a
 * batch may be printed again after its owner has changed: at least once.
 */
public final class ConsolePartition implements SinkPartition {
  private final PrintStream console;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private BatchId pending = BatchId.NONE;

  public ConsolePartition(PrintStream console) {
    this.console = console;
  }

  @Override
  public BatchId lastCommitted() {
    return BatchId.NONE;
  }

  @Override
  public void write(BatchId batch, DataInput output, int length) throws IOException {
    if (!batch.equals(pending)) {
      lines.reset();
      pending = batch;
    }
    byte[] bytes = new byte[length];
    output.readFully(bytes);
    lines.writeBytes(bytes);
  }

  @Override
  public void commit(BatchId batch) throws IOException {
    lines.writeTo(console);
    console.flush();
    lines.reset();
    if (console.checkError()) {
      throw new IOException("console sink: standard output is closed");
    }
  }

  /** Standard output stays open. */
  @Override
  public void close() {
    lines.reset();
  }
}
