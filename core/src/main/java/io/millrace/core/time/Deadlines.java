package io.millrace.core.time;

import io.millrace.core.model.BatchGrid;
import io.millrace.dsl.BatchId;

/**
 * Walks the grid of block and batch deadlines. Deadlines are computed from the origin, never added
 * up, so nothing drifts; those missed in a pause pass together, so nothing fires twice.
 */
public final class Deadlines {
  private final BatchGrid grid;
  private long passed;

  /**
   * @param nowNanos deadlines up to this time are nobody's business any more
   * @throws IllegalArgumentException when the block interval does not divide the batch interval
   */
  public Deadlines(BatchGrid grid, long nowNanos) {
    if (grid.blockNanos() < 1 || grid.batchNanos() % grid.blockNanos() != 0) {
      throw new IllegalArgumentException(
          "a block interval of "
              + grid.blockNanos()
              + " ns does not divide a batch interval of "
              + grid.batchNanos()
              + " ns");
    }
    this.grid = grid;
    this.passed = Math.max(0, blocksBy(nowNanos));
  }

  /** The next deadline, nanoseconds since the epoch. */
  public long next() {
    return grid.originNanos() + (passed + 1) * grid.blockNanos();
  }

  /**
   * Passes all deadlines up to now.
   *
   * @return the newest batch whose deadline was among them, or {@link BatchId#NONE}; a batch is
   *     returned at most once
   */
  public BatchId pass(long nowNanos) {
    BatchId before = newest();
    passed = Math.max(passed, blocksBy(nowNanos));
    BatchId now = newest();
    return now.equals(before) ? BatchId.NONE : now;
  }

  /** The batch that is open now: the first whose deadline has not passed. */
  public BatchId open() {
    return newest().next();
  }

  private BatchId newest() {
    return grid.endedBy(next() - 1);
  }

  private long blocksBy(long nowNanos) {
    return Math.floorDiv(nowNanos - grid.originNanos(), grid.blockNanos());
  }
}
