package io.millrace.protocol;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskSpec;
import java.util.List;

/** What the driver tells an executor. */
public interface ExecutorProtocol {
  /** Marks everything an executor takes. */
  interface Command {}

  /**
   * All tasks of one stage of one batch that this executor runs.
   *
   * @param shuffles one for each output of the stage that goes into a shuffle
   */
  record RunTasks(
      DriverEpoch epoch,
      StageRun run,
      TaskBinaryId binary,
      List<ShuffleRoute> shuffles,
      List<TaskSpec> tasks)
      implements Command, WireMessage {
    public RunTasks {
      shuffles = List.copyOf(shuffles);
      tasks = List.copyOf(tasks);
    }
  }

  /** Answer to {@link JobProtocol.FetchTaskBinary}. */
  record TaskBinaryFetched(DriverEpoch epoch, JobId job, TaskBinary binary)
      implements Command, WireMessage {}
}
