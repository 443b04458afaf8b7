package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.lane}: bytes from worker to worker.
 *
 * @param chunkBytes most bytes of one frame
 * @param windowBytes bytes on the way to one peer
 * @param resendAfter frames not acknowledged for this long are sent again
 */
public record LaneSettings(int chunkBytes, long windowBytes, Duration resendAfter) {

  public LaneSettings {
    Range.bytes("millrace.lane.chunk-bytes", chunkBytes, 1 << 10, 1 << 20);
    Range.bytes("millrace.lane.window-bytes", windowBytes, 1 << 10, 1L << 30);
    Range.duration(
        "millrace.lane.resend-after", resendAfter, Duration.ofMillis(10), Duration.ofSeconds(60));
    Range.require(
        windowBytes >= chunkBytes,
        "millrace.lane.window-bytes",
        Range.bytes(windowBytes),
        "must be at least",
        "millrace.lane.chunk-bytes",
        Range.bytes(chunkBytes));
  }
}
