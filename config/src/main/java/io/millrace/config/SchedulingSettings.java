package io.millrace.config;

/**
 * {@code millrace.scheduling}.
 *
 * @param mode who fixes cuts and places tasks
 * @param maxAttempts a task that failed this often fails its batch and the job
 * @param taskBytes a task reads at most about this much of a stream; larger batches get more tasks
 */
public record SchedulingSettings(Mode mode, int maxAttempts, long taskBytes) {
  /** {@code millrace.scheduling.mode}. */
  public enum Mode {
    /** The driver, for each batch. */
    PER_BATCH
  }
}
