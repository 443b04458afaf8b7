package io.millrace.connectors.latency;

import io.millrace.connectors.buffer.BatchBuffer;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.IdRuns;
import io.millrace.dsl.SinkPartition;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;

/** The records of a partition, checked batch by batch; nothing is kept of them but counts. */
public final class LatencyPartition implements SinkPartition {
  private final SequenceCheck check = new SequenceCheck();
  private final BatchBuffer buffer = new BatchBuffer();
  private BatchId committed = BatchId.NONE;

  @Override
  public BatchId lastCommitted() {
    return committed;
  }

  @Override
  public void write(BatchId batch, DataInput output, int length) throws IOException {
    buffer.append(batch, output, length);
  }

  @Override
  public void commit(BatchId batch) throws IOException {
    DataInputStream input = new DataInputStream(new ByteArrayInputStream(buffer.of(batch)));
    while (input.available() > 0) {
      check.add(IdRuns.readFrom(input));
    }
    buffer.clear();
    committed = batch;
  }

  /** {@code records}, {@code lost} and {@code duplicated}. */
  @Override
  public Map<String, Long> metrics() {
    return Map.of(
        "records", check.records(), "lost", check.lost(), "duplicated", check.duplicated());
  }

  @Override
  public void close() {
    buffer.clear();
  }
}
