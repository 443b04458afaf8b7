package io.millrace.core.batch;

/** What has become of a batch; {@link BatchLedger} holds the table of moves. */
public enum BatchState {
  /** Its cut vector is fixed; its stages run. */
  RUNNING,
  /** All its stages have ended; waits for its sink partitions. */
  PROCESSED,
  /** Its output is visible. */
  COMMITTED,
  /** It brought no data. */
  EMPTY,
  /** Too many batches were uncommitted: its data went into a later one. */
  MERGED,
  /** A task failed for good. */
  FAILED
}
