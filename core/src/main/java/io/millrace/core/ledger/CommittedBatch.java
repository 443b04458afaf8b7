package io.millrace.core.ledger;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.TaskReport;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;

/**
 * A batch with data as the driver knows it when all its partitions are committed. All times are
 * nanoseconds since the epoch on the driver's clock.
 *
 * @param batchedNanos its cut vector was fixed
 * @param cutNanos when the workers did that for their streams, where they cut by themselves
 * @param bytes framed bytes of its blocks
 * @param storedNanos when each block that a task read was known to the driver
 * @param tasks reports of the tasks that read blocks: those of the attempts that count
 * @param finishedNanos the last task of any stage finished
 * @param committedNanos output became visible, by sink partition; one that is not here had nothing
 *     to show
 */
public record CommittedBatch(
    BatchId batch,
    long deadlineNanos,
    long batchedNanos,
    Map<StreamId, Long> cutNanos,
    long bytes,
    Map<BlockId, Long> storedNanos,
    List<TaskReport> tasks,
    long finishedNanos,
    Map<Integer, Long> committedNanos) {
  public CommittedBatch {
    cutNanos = Map.copyOf(cutNanos);
    storedNanos = Map.copyOf(storedNanos);
    tasks = List.copyOf(tasks);
    committedNanos = Map.copyOf(committedNanos);
  }

  /** When it was known that a stream's records are in the batch. */
  long batchedNanos(StreamId stream) {
    return cutNanos.getOrDefault(stream, batchedNanos);
  }

  /** When the last partition became visible. */
  long lastCommittedNanos() {
    return committedNanos.values().stream().mapToLong(Long::longValue).max().orElse(finishedNanos);
  }
}
