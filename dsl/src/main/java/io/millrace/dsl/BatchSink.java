package io.millrace.dsl;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** See {@link Sinks#foreachBatch}. */
record BatchSink<T>(BatchFunction<? super T> function, BatchFormat<T> format)
    implements CustomSink<T> {
  /** The same in a job that has codecs of its own. */
  BatchSink<T> with(JobCodecs codecs) {
    return format instanceof BatchFormat.Derived
        ? new BatchSink<>(function, new BatchFormat.Derived<>(codecs))
        : this;
  }

  @Override
  public SinkCollector<T> collector() {
    return format.collector();
  }

  @Override
  public SinkPartition open(SinkContext context) {
    return new Calls<>(function, format, context.partition());
  }

  /** Gathers the records of a batch until it is its turn. */
  private static final class Calls<T> implements SinkPartition {
    private final BatchFunction<? super T> function;
    private final BatchFormat<T> format;
    private final int partition;
    private final List<T> records = new ArrayList<>();

    private Calls(BatchFunction<? super T> function, BatchFormat<T> format, int partition) {
      this.function = function;
      this.format = format;
      this.partition = partition;
    }

    @Override
    public BatchId lastCommitted() {
      return BatchId.NONE;
    }

    @Override
    public void write(BatchId batch, DataInput output, int length) throws IOException {
      byte[] bytes = new byte[length];
      output.readFully(bytes);
      format.read(bytes, records);
    }

    @Override
    public void commit(BatchId batch) throws IOException {
      List<T> whole = List.copyOf(records);
      records.clear();
      if (whole.isEmpty()) {
        return;
      }
      try {
        call(batch, whole);
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("the function of foreachBatch threw " + e, e);
      }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it takes T, and a list of T it only reads
    private void call(BatchId batch, List<T> whole) throws Exception {
      ((BatchFunction) function).accept(batch, partition, whole);
    }

    @Override
    public void close() {}
  }
}
