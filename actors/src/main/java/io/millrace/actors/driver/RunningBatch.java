package io.millrace.actors.driver;

import io.millrace.core.batch.Batch;
import io.millrace.core.ledger.CommittedBatch;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockId;
import io.millrace.core.schedule.BatchResult;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stamps of a batch in flight, until the ledger takes them. */
final class RunningBatch {
  private final Batch batch;
  private final long batchedNanos;
  private final Map<BlockId, Long> storedNanos;
  private final Map<Integer, Long> committedNanos = new HashMap<>();
  private @Nullable BatchResult result;

  RunningBatch(Batch batch, long batchedNanos, Map<BlockId, Long> storedNanos) {
    this.batch = batch;
    this.batchedNanos = batchedNanos;
    this.storedNanos = storedNanos;
  }

  void committed(int partition, long nanos) {
    committedNanos.putIfAbsent(partition, nanos);
  }

  void processed(BatchResult measured) {
    result = measured;
  }

  @Nullable BatchResult result() {
    return result;
  }

  CommittedBatch account(BatchGrid grid, BatchResult measured) {
    return new CommittedBatch(
        batch.id(),
        grid.deadline(batch.id()),
        batchedNanos,
        batch.bytes(),
        storedNanos,
        measured.firstStage(),
        measured.finishedNanos(),
        committedNanos);
  }
}
