package io.millrace.connectors.latency;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.IdRuns;
import io.millrace.dsl.SinkPartition;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The records of a partition, checked batch by batch; nothing is kept of them but counts. */
public final class LatencyPartition implements SinkPartition {
  private final SequenceCheck check = new SequenceCheck();
  private final List<IdRuns> blocks = new ArrayList<>();
  private BatchId pending = BatchId.NONE;
  private BatchId committed = BatchId.NONE;

  @Override
  public BatchId lastCommitted() {
    return committed;
  }

  @Override
  public void write(BatchId batch, DataInput output, int length) throws IOException {
    if (!batch.equals(pending)) {
      blocks.clear();
      pending = batch;
    }
    byte[] bytes = new byte[length];
    output.readFully(bytes);
    DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes));
    while (input.available() > 0) {
      blocks.add(IdRuns.readFrom(input));
    }
  }

  @Override
  public void commit(BatchId batch) {
    blocks.forEach(check::add);
    blocks.clear();
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
    blocks.clear();
  }
}
