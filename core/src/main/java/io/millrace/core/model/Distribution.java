package io.millrace.core.model;

/** A latency distribution in microseconds; all 0 when nothing was measured. */
public record Distribution(
    double mean, double p50, double p90, double p99, double p999, double max) {
  public static final Distribution EMPTY = new Distribution(0, 0, 0, 0, 0, 0);
}
