package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchState;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that must hold whatever happens: told of what happens, and asked after every event. */
interface Invariant {
  /** A source has sent a record. */
  default void sent(long record, StreamId stream) {}

  /** The driver has been told of a block for the first time, by the reader of its stream. */
  default void accepted(BlockMeta block, byte @Nullable [] bytes) {}

  /** The cut vector of a batch was fixed. */
  default void due(Batch batch) {}

  /** A batch was handed out to be run, the first time or again. */
  default void run(Batch batch) {}

  /** A stage of a batch went out that writes into these partitions of sinks. */
  default void planned(BatchId batch, Collection<Integer> partitions) {}

  /** The driver knows of a visible partition. */
  default void known(BatchId batch, int partition) {}

  /** The driver is done with a batch. */
  default void closed(Batch batch, BatchState state) {}

  default void floorsRaised(Map<StreamId, Long> floors, BatchId committed) {}

  default void lost(LostRange range) {}

  default void workerLost(WorkerId worker) {}

  default void drained() {}

  /** Output became visible at the sink. */
  default void visible(DurableSink.Publication publication) {}

  /** A worker gave the memory of a block back. */
  default void freed(WorkerId worker, BlockMeta block, boolean pinned) {}

  default void afterEvent(World world) {}

  /** Sources have ended, faults have stopped, nothing is under way. */
  default void atEnd(World world) {}

  /**
   * @throws Violation when it does not hold
   */
  default void require(boolean holds, String otherwise, Object... arguments) {
    if (!holds) {
      throw new Violation(getClass().getSimpleName() + ": " + otherwise.formatted(arguments));
    }
  }

  /** An invariant did not hold. */
  final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    Violation(String message) {
      super(message);
    }
  }
}
