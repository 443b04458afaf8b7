package io.millrace.core.model;

/**
 * A job in the list of all.
 *
 * @param failure why it failed, one sentence, empty otherwise
 * @param submittedMillis when, on the driver's clock, milliseconds since the epoch
 */
public record JobSummary(
    JobId job, String name, JobState state, String failure, long submittedMillis) {}
