package io.millrace.core.model;

import io.millrace.dsl.BatchId;
import java.util.Map;

/**
 * Output of a batch is visible in one sink partition.
 *
 * @param committedNanos nanoseconds since the epoch on the driver's clock
 * @param metrics totals of the partition since its worker opened it
 */
public record SinkCommit(
    BatchId batch, int partition, long committedNanos, Map<String, Long> metrics) {
  public SinkCommit {
    metrics = Map.copyOf(metrics);
  }
}
