package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchState;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Floors never fall, never pass what a batch in flight reads, and only they free a block. */
final class FloorsAreSafe implements Invariant {
  private final Map<StreamId, Long> floors = new HashMap<>();
  private final TreeMap<BatchId, Batch> inFlight = new TreeMap<>();
  private BatchId lastCommitted = BatchId.NONE;

  @Override
  public void run(Batch batch) {
    inFlight.put(batch.id(), batch);
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    inFlight.remove(batch.id());
  }

  @Override
  public void floorsRaised(Map<StreamId, Long> raised, BatchId committed) {
    require(committed.compareTo(lastCommitted) >= 0, "%s after %s", committed, lastCommitted);
    lastCommitted = committed;
    floors.forEach(
        (stream, floor) ->
            require(raised.getOrDefault(stream, 0L) >= floor, "the floor of %s falls", stream));
    floors.putAll(raised);
    for (Batch batch : inFlight.values()) {
      require(batch.id().compareTo(committed) > 0, "%s is in flight", batch.id());
      for (BlockRef block : batch.blocks()) {
        require(isAbove(block.meta()), "%s is below its floor", block);
      }
    }
  }

  @Override
  public void freed(WorkerId worker, BlockMeta block, boolean pinned) {
    require(!pinned, "%s is freed by %s while pinned", block, worker);
    require(!isAbove(block), "%s is freed by %s above its floor", block, worker);
  }

  private boolean isAbove(BlockMeta block) {
    return block.to() > floors.getOrDefault(block.stream(), 0L);
  }
}
