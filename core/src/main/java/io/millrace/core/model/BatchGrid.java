package io.millrace.core.model;

import io.millrace.dsl.BatchId;

/**
 * The grid of deadlines on the driver clock: batch b ends at {@code origin + (b + 1) x batchNanos}.
 *
 * @param originNanos nanoseconds since the epoch
 * @param batchNanos the batch interval
 * @param blockNanos the block interval, which divides the batch interval
 */
public record BatchGrid(long originNanos, long batchNanos, long blockNanos) {
  /** When the batch ends, nanoseconds since the epoch. */
  public long deadline(BatchId batch) {
    return originNanos + (batch.value() + 1) * batchNanos;
  }

  /** The last batch whose deadline is not after the time, or {@link BatchId#NONE}. */
  public BatchId endedBy(long nanos) {
    return new BatchId(Math.max(-1, Math.floorDiv(nanos - originNanos, batchNanos) - 1));
  }
}
