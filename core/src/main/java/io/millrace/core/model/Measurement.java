package io.millrace.core.model;

/**
 * Which batches the ledger measures: time counts from the deadline of the first batch that has
 * data.
 *
 * @param warmUpMicros left out at the start
 * @param measuredMicros length of the measured run; its middle divides the halves; {@link
 *     Long#MAX_VALUE} for a job that runs on
 */
public record Measurement(long warmUpMicros, long measuredMicros) {
  /** Everything counts, for a job that nobody times. */
  public static final Measurement ALWAYS = new Measurement(0, Long.MAX_VALUE);
}
