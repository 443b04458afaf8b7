package io.millrace.core.model;

/**
 * A worker as the driver sees it.
 *
 * @param slots tasks that it runs at a time; 0 when it has left
 * @param tasks done after warm-up, as are records and bytes
 * @param clockOffsetMicros its estimate of (driver clock - own clock)
 * @param clockBoundMicros how wrong that may be
 */
public record WorkerStatus(
    WorkerId worker,
    int slots,
    long tasks,
    long records,
    long shuffleBytesIn,
    double clockOffsetMicros,
    double clockBoundMicros) {
  /** Whether it is no longer here. */
  public boolean hasLeft() {
    return slots == 0;
  }
}
