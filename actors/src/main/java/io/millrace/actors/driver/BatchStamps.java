package io.millrace.actors.driver;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.schedule.BatchResult;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stamps of a job's blocks and batches, from a block's report to the end of its batch. Belongs
 * to the {@link BatchConductor}.
 */
final class BatchStamps {
  private final Function<StreamId, Set<Integer>> shownIn;
  private final Map<BlockId, Long> storedNanos = new HashMap<>();
  private final Map<BatchId, Map<StreamId, Long>> cutNanos = new HashMap<>();
  private final Map<BatchId, RunningBatch> running = new HashMap<>();

  /**
   * @param shownIn the sink partitions that show a stream's records when all of them are visible
   */
  BatchStamps(Function<StreamId, Set<Integer>> shownIn) {
    this.shownIn = shownIn;
  }

  /** A block was reported; what is said of it again does not count. */
  void stored(BlockId block, long nanos) {
    storedNanos.putIfAbsent(block, nanos);
  }

  /** Its reader is gone, and another will report anew what was in no batch yet. */
  void forget(StreamId stream) {
    storedNanos.keySet().removeIf(block -> block.stream().equals(stream));
  }

  /** A worker has cut its streams by itself. */
  void cut(LeasedCut cut) {
    Map<StreamId, Long> stamps = cutNanos.computeIfAbsent(cut.batch(), batch -> new HashMap<>());
    cut.positions().keySet().forEach(stream -> stamps.put(stream, cut.cutNanos()));
  }

  /** The batch is being run, for the first time or again. */
  void run(Batch batch, long nanos) {
    BatchId id = batch.id();
    if (!running.containsKey(id)) {
      Map<StreamId, Long> cuts = cutNanos.getOrDefault(id, Map.of());
      running.put(id, new RunningBatch(batch, nanos, cuts, takeStored(batch, nanos), shownIn));
    }
  }

  void committed(BatchId batch, int partition, long nanos) {
    RunningBatch run = running.get(batch);
    if (run != null) {
      run.committed(partition, nanos);
    }
  }

  /** What tasks of the batch have measured, all of them or those before it is planned again. */
  void measured(BatchResult result) {
    RunningBatch run = running.get(result.batch());
    if (run != null) {
      run.measured(result);
    }
  }

  /** The batch is over; what was stamped, or null for one that ran no task. */
  @Nullable RunningBatch closed(BatchId batch) {
    cutNanos.remove(batch);
    return running.remove(batch);
  }

  private Map<BlockId, Long> takeStored(Batch batch, long nanos) {
    Map<BlockId, Long> taken = new HashMap<>();
    for (BlockRef block : batch.blocks()) {
      BlockId id = block.meta().id();
      Long stored = storedNanos.remove(id);
      taken.put(id, stored == null ? nanos : stored);
    }
    return taken;
  }
}
