package io.millrace.actors.worker;

import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import java.util.ArrayList;
import java.util.List;

/** The tasks of one {@code RunTasks} that are reported together. */
final class Dispatch {
  private final StageRun run;
  private final List<WorkerId> owners;
  private final CachedBinary binary;
  private final List<TaskOutcome> outcomes = new ArrayList<>();
  private int open;

  Dispatch(StageRun run, List<WorkerId> owners, CachedBinary binary) {
    this.run = run;
    this.owners = owners;
    this.binary = binary;
  }

  StageRun run() {
    return run;
  }

  /** Owners of the partitions of the shuffle behind. */
  List<WorkerId> owners() {
    return owners;
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
