package io.millrace.actors.worker;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.plan.StageTemplate;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskException;
import io.millrace.core.task.TaskResult;
import io.millrace.core.time.Clock;
import io.millrace.dsl.Operator;
import java.io.IOException;
import java.util.function.IntUnaryOperator;

/** One slot's own copy of a stage, so that no two slots share a user's function. */
final class SlotTask {
  private static final String PROCESS = "process";

  private final Task task;
  private final StagePause pause;
  private boolean atFirstRecord;

  private SlotTask(
      StageTemplate template, ClassLoader loader, Clock clock, StagePause pause, boolean timed) {
    this.pause = pause;
    this.task = new Task(pause.delays(PROCESS) ? held(template) : template, loader, clock, timed);
  }

  /**
   * Reads the template.
   *
   * @param timed see {@link Task}
   * @throws IOException when it does not load
   */
  static SlotTask load(
      byte[] template, JobClasses classes, Clock clock, StagePause pause, boolean timed)
      throws IOException {
    return new SlotTask(
        classes.read(template, StageTemplate.class), classes.loader(), clock, pause, timed);
  }

  /**
   * Runs the task once.
   *
   * @param partitions how many the shuffle behind an output has
   */
  TaskResult run(TaskData input, IntUnaryOperator partitions) throws TaskException {
    atFirstRecord = true;
    return input.runThrough(task, partitions);
  }

  /** The stage with an operator in front that makes the first record of each task wait. */
  private StageTemplate held(StageTemplate template) {
    return template.behind(new Operator.Map("test-delay", this::hold));
  }

  private Object hold(Object record) {
    if (atFirstRecord) {
      atFirstRecord = false;
      pause.at(PROCESS);
    }
    return record;
  }
}
