package io.millrace.core.model;

/** How a stream ends. */
public enum DrainMode {
  /**
   * Read until the source ends, then stop instead of connecting again. A source that waits for more
   * to come, as for new files, ends with what is there.
   */
  TO_END,
  /** Stop reading now; what was read is sealed and processed. */
  NOW
}
