package io.millrace.protocol;

import io.millrace.core.model.CacheUse;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import java.util.List;

/** What executors report to the scheduler. */
public interface SchedulerProtocol {
  /** Marks everything the scheduler takes. */
  interface Command {}

  /** All tasks of one {@link ExecutorProtocol.RunTasks} have ended; one report a dispatch. */
  record StageReport(WorkerId worker, StageRun run, List<TaskOutcome> outcomes, CacheUse cache)
      implements Command, WireMessage {
    public StageReport {
      outcomes = List.copyOf(outcomes);
    }
  }
}
