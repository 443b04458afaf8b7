package io.millrace.actors.worker;

import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskOutcome;
import java.util.ArrayList;
import java.util.List;

/** The tasks of one {@code RunTasks} that are reported together. */
final class Dispatch {
  private final StageRun run;
  private final List<ShuffleRoute> shuffles;
  private final CachedBinary binary;
  private final List<TaskOutcome> outcomes = new ArrayList<>();
  private int open;

  Dispatch(StageRun run, List<ShuffleRoute> shuffles, CachedBinary binary) {
    this.run = run;
    this.shuffles = shuffles;
    this.binary = binary;
  }

  StageRun run() {
    return run;
  }

  /** Where what the stage writes into shuffles goes. */
  List<ShuffleRoute> shuffles() {
    return shuffles;
  }

  /** How many partitions the shuffle behind an output has; 0 for a sink. */
  int partitions(int output) {
    for (ShuffleRoute route : shuffles) {
      if (route.output() == output) {
        return route.owners().size();
      }
    }
    return 0;
  }

  CachedBinary binary() {
    return binary;
  }

  /** A task has begun. */
  void begun() {
    open++;
  }

  /** A task that had begun has ended. */
  void ended(TaskOutcome outcome) {
    open--;
    outcomes.add(outcome);
  }

  /** A task had ended before it was dispatched again. */
  void repeated(TaskOutcome outcome) {
    outcomes.add(outcome);
  }

  /** Whether there is something to report and nothing to wait for. */
  boolean complete() {
    return open == 0 && !outcomes.isEmpty();
  }

  List<TaskOutcome> outcomes() {
    return outcomes;
  }
}
