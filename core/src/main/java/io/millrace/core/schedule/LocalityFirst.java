package io.millrace.core.schedule;

import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import java.util.List;

/**
 * The first attempt runs where its input is: moving a task costs nothing, moving its bytes a hop.
 * Each further attempt goes to the next worker in order, so that a fault of one machine is left
 * behind.
 */
public final class LocalityFirst implements PlacementPolicy {
  @Override
  public WorkerId place(TaskInput input, int attempt, List<WorkerId> workers) {
    int home = Math.max(0, workers.indexOf(homeOf(input)));
    return workers.get((home + attempt - 1) % workers.size());
  }

  private static WorkerId homeOf(TaskInput input) {
    if (input instanceof TaskInput.Shuffled shuffled) {
      return shuffled.owner();
    }
    return ((TaskInput.Blocks) input).blocks().get(0).holder();
  }
}
