package io.millrace.core.batch;

import io.millrace.core.model.BatchGrid;
import io.millrace.dsl.BatchId;
import java.util.Collection;

/**
 * When the cut vector of a batch is fixed: all streams have reported through its deadline, by their
 * own clocks, or it has passed here and the grace is over. Without a stream that reads, the
 * deadline alone decides.
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
    boolean anyReads = streams.stream().anyMatch(stream -> stream.mayAddTo(batch));
    boolean anyLate = streams.stream().anyMatch(stream -> stream.isLateFor(batch));
    if (anyReads && !anyLate) {
      return Verdict.CUT;
    }
    long grace = anyReads ? graceNanos : 0;
    if (nowNanos < grid.deadline(batch) + grace) {
      return Verdict.WAIT;
    }
    return anyReads ? Verdict.CUT_LATE : Verdict.CUT;
  }
}
