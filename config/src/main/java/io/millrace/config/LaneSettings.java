package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.lane}: bytes from worker to worker.
 *
 * @param chunkBytes most bytes of one frame
 * @param windowBytes bytes on the way to one peer
 * @param resendAfter frames not acknowledged for this long are sent again
 */
public record LaneSettings(int chunkBytes, long windowBytes, Duration resendAfter) {}
