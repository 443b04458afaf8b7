package io.millrace.protocol;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.List;
import java.util.Map;

/** What workers report to the conductor of a job's batches. */
public interface ConductorProtocol {
  /** Marks everything a conductor takes. */
  interface Command {}

  /**
   * Blocks were stored and deadlines passed. A mark is sent when all bytes before it are stored and
   * reported, in this message or an earlier one.
   */
  record BlocksReported(WorkerId worker, JobId job, List<BlockMeta> blocks, List<StreamMark> marks)
      implements Command, WireMessage {
    public BlocksReported {
      blocks = List.copyOf(blocks);
      marks = List.copyOf(marks);
    }
  }

  /**
   * Output of a batch is visible in one sink partition.
   *
   * @param committedNanos nanoseconds since the epoch on the driver's clock
   * @param metrics totals of the partition since this worker opened it
   */
  record PartitionCommitted(
      WorkerId worker,
      JobId job,
      BatchId batch,
      long planVersion,
      int partition,
      long committedNanos,
      Map<String, Long> metrics)
      implements Command, WireMessage {
    public PartitionCommitted {
      metrics = Map.copyOf(metrics);
    }
  }

  /**
   * A partition of a sink can't be written; told again until the job is over.
   *
   * @param planVersion that gave the right to write it; under a newer one it is another's matter
   */
  record SinkFailed(
      WorkerId worker, JobId job, int partition, long planVersion, TaskFailure failure)
      implements Command, WireMessage {}

  /** What a worker did under a lease; told again until {@link WorkerProtocol.LeaseHeard}. */
  record LeaseReported(WorkerId worker, JobId job, LeaseReport report)
      implements Command, WireMessage {}
}
