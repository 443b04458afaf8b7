package io.millrace.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code millrace.dead-letter}: where malformed records go.
 *
 * @param directory one file a job and worker
 * @param maxBytes size of that file; what comes after is only counted
 * @param sampleInterval at most one sample is logged in this time
 */
public record DeadLetterSettings(Path directory, long maxBytes, Duration sampleInterval) {

  public DeadLetterSettings {
    Range.bytes("millrace.dead-letter.max-bytes", maxBytes, 0, 1L << 40);
    Range.duration(
        "millrace.dead-letter.sample-interval",
        sampleInterval,
        Duration.ofSeconds(1),
        Duration.ofHours(1));
  }
}
