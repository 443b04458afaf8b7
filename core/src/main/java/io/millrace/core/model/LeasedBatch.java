package io.millrace.core.model;

import io.millrace.dsl.BatchId;
import java.util.List;

/**
 * A worker's share of a batch, all of which it has run.
 *
 * @param partitions of sinks that it wrote into
 * @param reports of its tasks that read blocks
 * @param finishedNanos when its last task finished, on the driver's clock; 0 if it ran none
 * @param retries attempts beyond each task's first
 * @param tasks how many succeeded
 * @param records that they read
 * @param shuffleBytesIn bytes that they read from shuffles
 */
public record LeasedBatch(
    BatchId batch,
    List<Integer> partitions,
    List<TaskReport> reports,
    long finishedNanos,
    int retries,
    long tasks,
    long records,
    long shuffleBytesIn) {
  public LeasedBatch {
    partitions = List.copyOf(partitions);
    reports = List.copyOf(reports);
  }
}
