package io.millrace.actors.worker;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.Offset;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkCollector;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceReader;
import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is done with the partitions of its sink; refuses what it is told to. */
final class RecordingConnector implements ConnectorProvider {
  /** What was done, in order. */
  final List<String> events = new CopyOnWriteArrayList<>();

  private final BatchId lastCommitted;
  private final Throwable refusal;
  private final long refusedBatch;

  RecordingConnector(BatchId lastCommitted) {
    this(lastCommitted, -1, new IOException("never"));
  }

  RecordingConnector(BatchId lastCommitted, long refusedBatch, Throwable refusal) {
    this.lastCommitted = lastCommitted;
    this.refusal = refusal;
    this.refusedBatch = refusedBatch;
  }

  /** The description of the sink. */
  record RecordingSink() implements Sink<Object> {
    @Override
    public SinkCollector<Object> collector() {
      throw new UnsupportedOperationException("the test collects");
    }
  }

  @Override
  public SourceReader openSource(Source source, int split, Offset from) {
    throw new UnsupportedOperationException("no sources");
  }

  @Override
  public SinkPartition openSink(Sink<?> sink, SinkContext context) {
    if (!(sink instanceof RecordingSink)) {
      return null;
    }
    String fence = context.fence().epoch() + "/" + context.fence().planVersion();
    events.add("open " + context.partition() + " of " + context.job() + " fence " + fence);
    return new Partition(context.partition());
  }

  private final class Partition implements SinkPartition {
    private final int partition;
    private long commits;

    Partition(int partition) {
      this.partition = partition;
    }

    @Override
    public BatchId lastCommitted() {
      return lastCommitted;
    }

    @Override
    public void write(BatchId batch, DataInput output, int length) throws IOException {
      byte[] bytes = new byte[length];
      output.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      events.add("write " + partition + " " + batch.value() + " " + text);
    }

    @Override
    public void commit(BatchId batch) throws IOException {
      if (batch.value() == refusedBatch) {
        if (refusal instanceof IOException refused) {
          throw refused;
        }
        if (refusal instanceof Error broken) {
          throw broken;
        }
        throw (RuntimeException) refusal;
      }
      events.add("commit " + partition + " " + batch.value());
      commits++;
    }

    @Override
    public Map<String, Long> metrics() {
      return Map.of("commits", commits);
    }

    @Override
    public void close() {
      events.add("close " + partition);
    }
  }
}
