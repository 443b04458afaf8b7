package io.millrace.core.ledger;

import io.millrace.core.model.BatchCounts;

/**
 * Counts batches after the warm-up, by how they ended. What comes after the last batch with data
 * does not count: a job whose source has gone would collect empty batches, which look like work
 * well done.
 */
public final class BatchTally {
  private final MeasuredSpan span;
  private BatchCounts counted = new BatchCounts(0, 0, 0, 0, 0);
  private BatchCounts pending = new BatchCounts(0, 0, 0, 0, 0);

  public BatchTally(MeasuredSpan span) {
    this.span = span;
  }

  /** The deadline of a batch has passed; told of each, in order, before how it ended. */
  public void due(long deadlineNanos) {
    pend(deadlineNanos, new BatchCounts(1, 0, 0, 0, 0));
  }

  /** Its cut was fixed without a late receiver. */
  public void late(long deadlineNanos) {
    pend(deadlineNanos, new BatchCounts(0, 0, 0, 0, 1));
  }

  /** It had no data, and is done. */
  public void empty(long deadlineNanos) {
    pend(deadlineNanos, new BatchCounts(0, 1, 0, 0, 0));
  }

  /** Its data went into a later batch; it is done. */
  public void merged(long deadlineNanos) {
    settle(deadlineNanos, new BatchCounts(0, 1, 1, 0, 0));
  }

  /** It had data, all of it is visible, it is done. */
  public void committed(long deadlineNanos) {
    settle(deadlineNanos, new BatchCounts(0, 1, 0, 0, 0));
  }

  /** It had data and could not be processed. */
  public void failed(long deadlineNanos) {
    settle(deadlineNanos, new BatchCounts(0, 0, 0, 1, 0));
  }

  /** Up to the last batch with data that ended. */
  public BatchCounts counts() {
    return counted;
  }

  private void pend(long deadlineNanos, BatchCounts more) {
    if (span.covers(deadlineNanos)) {
      pending = plus(pending, more);
    }
  }

  private void settle(long deadlineNanos, BatchCounts more) {
    pend(deadlineNanos, more);
    counted = plus(counted, pending);
    pending = new BatchCounts(0, 0, 0, 0, 0);
  }

  private static BatchCounts plus(BatchCounts a, BatchCounts b) {
    return new BatchCounts(
        a.due() + b.due(),
        a.count() + b.count(),
        a.merged() + b.merged(),
        a.failed() + b.failed(),
        a.late() + b.late());
  }
}
