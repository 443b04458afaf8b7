package io.millrace.dsl;

import java.io.DataInput;
import java.io.IOException;
import java.util.Map;

/**
 * The half of a sink that makes output visible: one partition, opened by the worker that owns it,
 * used by one thread at a time, batches in order. It is opened on its first batch, not before.
 */
public interface SinkPartition extends AutoCloseable {
  /** The last batch whose output is visible, or {@link BatchId#NONE} where the sink cannot know. */
  BatchId lastCommitted();

  /** Takes one task's output; called for each task of the batch in (stream, position) order. */
  void write(BatchId batch, DataInput output, int length) throws IOException;

  /**
   * Makes everything written for the batch visible together with the progress.
   *
   * @throws FencedException when another owner with a larger fence has taken over
   */
  void commit(BatchId batch) throws IOException;

  /** Totals since this partition was opened, by name; shown in status and results. */
  default Map<String, Long> metrics() {
    return Map.of();
  }

  @Override
  void close() throws IOException;
}
