package io.millrace.core.batch;

import io.millrace.core.model.BlockRef;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;

/**
 * A batch is its vector of cuts; the blocks are what lies between it and the vector before.
 *
 * @param cuts where the batch ends in each stream, framed bytes
 * @param blocks in (stream, position) order
 */
public record Batch(BatchId id, Map<StreamId, Long> cuts, List<BlockRef> blocks) {
  public Batch {
    cuts = Map.copyOf(cuts);
    blocks = List.copyOf(blocks);
  }

  /** Framed bytes in the batch's blocks. */
  public long bytes() {
    return blocks.stream().mapToLong(block -> block.meta().length()).sum();
  }

  Batch withBlocks(List<BlockRef> remaining) {
    return new Batch(id, cuts, remaining);
  }
}
