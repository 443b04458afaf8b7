package io.millrace.core.task;

import io.millrace.core.model.TaskReport;
import java.util.List;

/**
 * What one run of a task yields.
 *
 * @param outputs one for each output of the stage
 * @param rejected malformed records, at most {@link #MAX_REJECTED} of them; the report has their
 *     number
 */
public record TaskResult(TaskReport report, List<Output> outputs, List<RejectedRecord> rejected) {
  /** How many malformed records a task keeps. */
  public static final int MAX_REJECTED = 1000;

  public TaskResult {
    outputs = List.copyOf(outputs);
    rejected = List.copyOf(rejected);
  }

  /**
   * What goes one way.
   *
   * @param partitions bytes for each partition of the shuffle behind; an empty array where a
   *     partition gets nothing; the list is empty for a sink
   * @param collected what the sink's collector wrote; empty for a shuffle
   */
  public record Output(List<byte[]> partitions, byte[] collected) {
    static Output shuffled(List<byte[]> partitions) {
      return new Output(List.copyOf(partitions), new byte[0]);
    }

    static Output collected(byte[] bytes) {
      return new Output(List.of(), bytes);
    }
  }
}
