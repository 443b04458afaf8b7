package io.millrace.dsl;

import java.io.Serializable;
import java.util.List;

/** Takes what a partition of a stream has of one batch. Captured values must be serializable. */
@FunctionalInterface
public interface BatchFunction<T> extends Serializable {
  /**
   * @param partition 0-based number of the partition
   * @param records in (stream, position) order; at least one
   */
  void accept(BatchId batch, int partition, List<T> records) throws Exception;
}
