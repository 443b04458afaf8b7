package io.millrace.core.model;

/**
 * A worker as the driver sees it.
 *
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
    double clockBoundMicros) {}
