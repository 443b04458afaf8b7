package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.batch}.
 *
 * @param interval time from deadline to deadline
 * @param maxUncommitted batches with data in flight; at that number the next merges into a later
 *     one
 * @param maxBytes most bytes of one stream in one batch
 * @param grace how long after a deadline the driver waits for a late receiver
 */
public record BatchSettings(Duration interval, int maxUncommitted, long maxBytes, Duration grace) {

  public BatchSettings {
    Range.duration(
        "millrace.batch.interval", interval, Duration.ofNanos(100_000), Duration.ofSeconds(60));
    Range.count("millrace.batch.max-uncommitted", maxUncommitted, 1, 64);
    Range.bytes("millrace.batch.max-bytes", maxBytes, 1 << 10, 1L << 40);
    Range.duration("millrace.batch.grace", grace, Duration.ZERO, Duration.ofSeconds(60));
  }
}
