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
public record BatchSettings(Duration interval, int maxUncommitted, long maxBytes, Duration grace) {}
