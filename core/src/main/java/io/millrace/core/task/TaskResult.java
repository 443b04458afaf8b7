package io.millrace.core.task;

import io.millrace.core.model.TaskReport;
import java.util.List;

/**
 * What one run of a task yields.
 *
 * @param partitions bytes for each partition of the shuffle behind; an empty array where a
 *     partition gets nothing; the list is empty in the last stage
 * @param output what the sink's collector wrote; empty unless the stage is the last
 * @param rejected malformed records, at most {@link #MAX_REJECTED} of them; the report has their
 *     number
 */
public record TaskResult(
    TaskReport report, List<byte[]> partitions, byte[] output, List<RejectedRecord> rejected) {
  /** How many malformed records a task keeps. */
  public static final int MAX_REJECTED = 1000;

  public TaskResult {
    partitions = List.copyOf(partitions);
    rejected = List.copyOf(rejected);
  }
}
