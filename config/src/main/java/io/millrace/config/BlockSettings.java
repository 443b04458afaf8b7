package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.block}.
 *
 * @param interval a block is sealed at least this often; divides the batch interval
 * @param maxBytes a block is sealed at this size
 */
public record BlockSettings(Duration interval, int maxBytes) {

  public BlockSettings {
    Range.duration(
        "millrace.block.interval", interval, Duration.ofNanos(50_000), Duration.ofSeconds(60));
    Range.bytes("millrace.block.max-bytes", maxBytes, 1 << 10, 1 << 20);
  }
}
