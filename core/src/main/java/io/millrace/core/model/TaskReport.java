package io.millrace.core.model;

import java.util.List;

/**
 * What a task measured. Nanoseconds since the epoch on the driver clock.
 *
 * @param scheduledNanos its first instruction
 * @param finishedNanos its last
 * @param records records it read: decoded ones, or key-value pairs behind a shuffle
 * @param rejected malformed records
 * @param processedSum nanoseconds, sum over records of (processed - scheduled), the engine own
 *     measurement by read ranges
 * @param latencySumMicros sum over timed records of (processed - generated), the job own
 *     measurement by chunks of 64 records
 * @param latencies the same latencies in microseconds, see {@link LatencyCounts}; empty without
 * @param setUpNanos from receipt of the task binary in the slot to the first record
 * @param shuffleBytesIn bytes read from a shuffle
 * @param blocks stamps of each block read
 */
public record TaskReport(
    long scheduledNanos,
    long finishedNanos,
    long records,
    long rejected,
    long processedSum,
    long latencySumMicros,
    byte[] latencies,
    long setUpNanos,
    long shuffleBytesIn,
    List<BlockStats> blocks) {
  public TaskReport {
    blocks = List.copyOf(blocks);
  }
}
