package io.millrace.launcher.report;

/**
 * What our own generator says of a run.
 *
 * @param records lines sent whole, malformed ones included, over the whole run
 * @param lateSeconds seconds after warm-up in which it was at no moment within 50 ms of its
 *     schedule
 */
public record Sent(long records, long lateSeconds) {}
