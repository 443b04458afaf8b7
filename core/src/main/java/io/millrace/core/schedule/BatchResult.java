package io.millrace.core.schedule;

import io.millrace.core.model.TaskReport;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of a batch measured.
 *
 * @param reports of the tasks that read blocks
 * @param finishedNanos when the last task of any stage finished, on the driver's clock
 * @param retries attempts beyond each task's first
 * @param work what each worker did
 */
public record BatchResult(
    BatchId batch,
    long planVersion,
    List<TaskReport> reports,
    long finishedNanos,
    int retries,
    Map<WorkerId, Work> work) {
  /** The same with other reports. */
  public BatchResult withReports(List<TaskReport> others) {
    return new BatchResult(batch, planVersion, others, finishedNanos, retries, work);
  }

  /** A worker's share of a batch. */
  public record Work(long tasks, long records, long shuffleBytesIn) {
    static final Work NONE = new Work(0, 0, 0);

    /** Both shares together. */
    public Work plus(Work other) {
      return new Work(
          tasks + other.tasks, records + other.records, shuffleBytesIn + other.shuffleBytesIn);
    }

    Work plus(TaskReport report) {
      return new Work(
          tasks + 1, records + report.records(), shuffleBytesIn + report.shuffleBytesIn());
    }
  }
}
