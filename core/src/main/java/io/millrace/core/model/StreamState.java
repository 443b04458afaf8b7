package io.millrace.core.model;

/** What a receiver is doing. */
public enum StreamState {
  /** Waits for its source to accept, the first time or again. */
  CONNECTING,
  /** Reads. */
  RECEIVING,
  /** The source ended between two records and has brought nothing for a while. */
  QUIET,
  /** Reads no more; everything it read is sealed. */
  ENDED,
  /** The source can't be read, and trying again is of no use: the job fails. */
  FAILED
}
