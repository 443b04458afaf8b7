package io.millrace.core.schedule;

/**
 * Whether a failed task is tried again.
 *
 * @param maxAttempts a task that failed this often has failed for good; at least 1
 */
public record RetryPolicy(int maxAttempts) {
  boolean allowsAnother(int attempts) {
    return attempts < maxAttempts;
  }
}
