package io.millrace.core.model;

/**
 * How a worker cuts and runs batches under a lease.
 *
 * @param graceNanos how long after a deadline a late stream is waited for
 * @param maxUncommitted batches with data that it may have under way; at that number it merges
 * @param maxBytes most bytes of one stream in a batch
 * @param taskBytes a task reads at most about this much of a stream
 * @param maxAttempts a task that failed this often has failed for good
 */
public record LeaseTerms(
    long graceNanos, int maxUncommitted, long maxBytes, long taskBytes, int maxAttempts) {}
