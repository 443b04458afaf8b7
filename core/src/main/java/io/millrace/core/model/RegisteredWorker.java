package io.millrace.core.model;

/**
 * A worker that the driver counts on.
 *
 * @param address of its node, {@code host:port}; empty for a worker in the driver's own process
 * @param clockOffsetMicros its estimate of (driver clock - own clock)
 * @param clockBoundMicros how wrong that may be
 */
public record RegisteredWorker(
    WorkerId worker,
    String address,
    int slots,
    double clockOffsetMicros,
    double clockBoundMicros) {}
