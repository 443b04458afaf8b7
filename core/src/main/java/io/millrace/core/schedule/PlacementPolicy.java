package io.millrace.core.schedule;

import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import java.util.List;

/** Where a task runs. */
interface PlacementPolicy {
  /**
   * @param attempt from 1; a second attempt should not go where the first one failed
   * @param workers those alive, at least one
   */
  WorkerId place(TaskInput input, int attempt, List<WorkerId> workers);
}
