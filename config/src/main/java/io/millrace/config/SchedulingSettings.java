package io.millrace.config;

/**
 * {@code millrace.scheduling}.
 *
 * @param mode who fixes cuts and places tasks
 * @param maxAttempts a task that failed this often fails its batch and the job
 * @param taskBytes a task reads at most about this much of a stream; larger batches get more tasks
 */
public record SchedulingSettings(Mode mode, int maxAttempts, long taskBytes) {
  public SchedulingSettings {
    Range.count("millrace.scheduling.max-attempts", maxAttempts, 1, 100);
    Range.bytes("millrace.scheduling.task-bytes", taskBytes, 1 << 10, 1L << 40);
  }

  /** {@code millrace.scheduling.mode}. */
  public enum Mode {
    /** The driver, for each batch. */
    PER_BATCH
  }
}
