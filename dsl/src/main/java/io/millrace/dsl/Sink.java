package io.millrace.dsl;

import java.io.Serializable;

/**
 * Where results go. A sink has two halves: a {@link SinkCollector} inside each task turns records
 * into bytes, and a {@link SinkPartition} on the worker that owns the partition writes and commits
 * those bytes in the order of the batches. A {@link CustomSink} opens the second half itself; for
 * the sinks that come with the engine a {@link ConnectorProvider} does.
 *
 * @param <T> the type of the records it takes
 */
public interface Sink<T> extends Serializable {
  /** A new collector; each task slot uses its own. */
  SinkCollector<T> collector();

  /**
   * Whether the collector keeps records past {@link SinkCollector#accept}; such a sink refuses
   * views.
   */
  default boolean keepsRecords() {
    return false;
  }
}
