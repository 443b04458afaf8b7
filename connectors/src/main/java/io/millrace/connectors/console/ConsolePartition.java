package io.millrace.connectors.console;

import io.millrace.connectors.buffer.BatchBuffer;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.SinkPartition;
import java.io.DataInput;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Prints the lines of a batch at its commit. A terminal can't be asked what it has shown, so a
 * batch may be printed again after its owner has changed: at least once.
 */
public final class ConsolePartition implements SinkPartition {
  private final PrintStream console;
  private final BatchBuffer buffer = new BatchBuffer();

  public ConsolePartition(PrintStream console) {
    this.console = console;
  }

  @Override
  public BatchId lastCommitted() {
    return BatchId.NONE;
  }

  @Override
  public void write(BatchId batch, DataInput output, int length) throws IOException {
    buffer.append(batch, output, length);
  }

  @Override
  public void commit(BatchId batch) throws IOException {
    console.write(buffer.of(batch));
    console.flush();
    buffer.clear();
    if (console.checkError()) {
      throw new IOException("console sink: standard output is closed");
    }
  }

  /** Standard output stays open. */
  @Override
  public void close() {
    buffer.clear();
  }
}
