package io.millrace.protocol;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import java.util.List;

/** What the driver tells an executor. */
public interface ExecutorProtocol {
  /** Marks everything an executor takes. */
  interface Command {}

  /**
   * All tasks of one stage of one batch that this executor runs.
   *
   * @param partitionOwners who takes which partition of the shuffle; empty in the last stage
   */
  record RunTasks(
      DriverEpoch epoch,
      StageRun run,
      TaskBinaryId binary,
      List<WorkerId> partitionOwners,
      List<TaskSpec> tasks)
      implements Command, WireMessage {
    public RunTasks {
      partitionOwners = List.copyOf(partitionOwners);
      tasks = List.copyOf(tasks);
    }
  }

  /** Answer to {@link JobProtocol.FetchTaskBinary}. */
  record TaskBinaryFetched(DriverEpoch epoch, JobId job, TaskBinary binary)
      implements Command, WireMessage {}
}
