package io.millrace.core.batch;

import io.millrace.core.model.BatchGrid;
import io.millrace.dsl.BatchId;
import java.util.Collection;

/**
 * When the cut vector of a batch is fixed: its deadline has passed, and all streams have reported
 * through it or the grace is over.
 *
 * @param graceNanos how long after the deadline a late stream is waited for
 * @param maxUncommitted batches with data in flight; at that number the next one merges
 * @param maxBytes most bytes of one stream in a batch
 */
public record CutPolicy(BatchGrid grid, long graceNanos, int maxUncommitted, long maxBytes) {
  /** What to do about a batch now. */
  enum Verdict {
    WAIT,
    CUT,
    /** The grace is over: cut without the streams that are late. */
    CUT_LATE
  }

  Verdict verdict(BatchId batch, Collection<StreamCursor> streams, long nowNanos) {
    long deadline = grid.deadline(batch);
    if (nowNanos < deadline) {
      return Verdict.WAIT;
    }
    if (streams.stream().noneMatch(stream -> stream.isLateFor(batch))) {
      return Verdict.CUT;
    }
    return nowNanos < deadline + graceNanos ? Verdict.WAIT : Verdict.CUT_LATE;
  }
}
