package io.millrace.config;

import java.time.Duration;
import java.util.Locale;

/**
 * {@code millrace.scheduling}.
 *
 * @param mode who fixes cuts and places tasks
 * @param maxAttempts a task that failed this often fails its batch and the job
 * @param taskBytes a task reads at most about this much of a stream; larger batches get more tasks
 * @param lease how far a worker may cut ahead of what the driver has heard of the slowest one
 * @param reportInterval how long a worker under a lease collects what it tells the driver
 */
public record SchedulingSettings(
    Mode mode, int maxAttempts, long taskBytes, Duration lease, Duration reportInterval) {
  /** The key of the mode. */
  public static final String MODE = "millrace.scheduling.mode";

  public SchedulingSettings {
    Range.count("millrace.scheduling.max-attempts", maxAttempts, 1, 100);
    Range.bytes("millrace.scheduling.task-bytes", taskBytes, 1 << 10, 1L << 40);
    Range.duration(
        "millrace.scheduling.lease", lease, Duration.ofMillis(10), Duration.ofSeconds(60));
    Range.duration(
        "millrace.scheduling.report-interval",
        reportInterval,
        Duration.ofMillis(1),
        Duration.ofSeconds(10));
  }

  /** {@code millrace.scheduling.mode}. */
  public enum Mode {
    /** The driver, for each batch. */
    PER_BATCH,
    /** The workers, under a lease. */
    GROUP;

    /** As it is written in the configuration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
