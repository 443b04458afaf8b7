package io.millrace.bench.job;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.CustomSink;
import io.millrace.dsl.SinkCollector;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Adds up counts of records, so that what arrived can be compared with what was sent. */
record RecordCount() implements CustomSink<Long> {
  @Override
  public SinkCollector<Long> collector() {
    return new Collector();
  }

  @Override
  public SinkPartition open(SinkContext context) {
    return new Partition();
  }

  private static final class Collector implements SinkCollector<Long> {
    private long records;

    @Override
    public void accept(Long count) {
      records += count;
    }

    @Override
    public void finish(DataOutput output) throws IOException {
      output.writeLong(records);
      records = 0;
    }

    @Override
    public void discard() {
      records = 0;
    }
  }

  /** What was written counts when it is committed. */
  private static final class Partition implements SinkPartition {
    private BatchId committed = BatchId.NONE;
    private long written;
    private long records;

    @Override
    public BatchId lastCommitted() {
      return committed;
    }

    @Override
    public void write(BatchId batch, DataInput output, int length) throws IOException {
      written += output.readLong();
    }

    @Override
    public void commit(BatchId batch) {
      records += written;
      written = 0;
      committed = batch;
    }

    @Override
    public Map<String, Long> metrics() {
      return Map.of("records", records);
    }

    @Override
    public void close() {}
  }
}
