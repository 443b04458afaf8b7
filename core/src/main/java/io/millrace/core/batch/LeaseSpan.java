package io.millrace.core.batch;

import io.millrace.core.model.LeasedCut;
import io.millrace.dsl.BatchId;
import java.util.HashSet;
import java.util.Set;

/** Which batches the workers cut, under a lease that is out or was. */
final class LeaseSpan {
  private static final BatchId NO_END = new BatchId(Long.MAX_VALUE);

  private final Set<BatchId> merged = new HashSet<>();
  private final Set<BatchId> late = new HashSet<>();
  private BatchId from = BatchId.NONE;
  private BatchId through = BatchId.NONE;
  private BatchId heldThrough = BatchId.NONE;
  private boolean out;

  void begin(BatchId first) {
    from = first;
    through = NO_END;
    out = true;
  }

  /**
   * @param last the last batch that any worker has cut
   * @param limit the last that one which is gone may have
   */
  void end(BatchId last, BatchId limit) {
    through = last;
    heldThrough = limit;
    out = false;
  }

  /** Whether workers run the batches that they cut. */
  boolean isOut() {
    return out;
  }

  boolean covers(BatchId batch) {
    return batch.compareTo(from) >= 0 && batch.compareTo(through) <= 0;
  }

  /** Batches up to this one may be visible in partitions of a worker that is gone. */
  BatchId heldThrough() {
    return heldThrough;
  }

  /** Whether a lease may begin with the batch: what the last one left behind is over. */
  boolean mayBegin(BatchId first) {
    return !out && first.compareTo(through) > 0 && first.compareTo(heldThrough) > 0;
  }

  /** A worker has cut a batch. */
  void told(LeasedCut cut) {
    if (cut.merged()) {
      merged.add(cut.batch());
    }
    if (cut.late()) {
      late.add(cut.batch());
    }
  }

  /** Whether a worker has left data of the batch, which is being cut, to the next. */
  boolean takeMerged(BatchId batch) {
    return merged.remove(batch);
  }

  /** Whether a worker has cut the batch, which is being cut, without a stream that was late. */
  boolean takeLate(BatchId batch) {
    return late.remove(batch);
  }

  /** The last batch that must be cut before another lease may begin. */
  BatchId lastBefore(BatchId cut) {
    return new BatchId(Math.max(cut.value(), Math.max(through.value(), heldThrough.value())));
  }
}
