package io.millrace.core.model;

/** The life of a job. */
public enum JobState {
  /** Waits for workers, or for their answers to the preparation. */
  PREPARING,
  RUNNING,
  /** Streams are ending; what they read is being processed. */
  DRAINING,
  /** Everything read is committed. */
  ENDED,
  /** Stopped by an error. */
  FAILED;

  /** Whether nothing more comes of it. */
  public boolean isOver() {
    return this == ENDED || this == FAILED;
  }
}
