package io.millrace.core.task;

import io.millrace.core.plan.StageTemplate;
import io.millrace.dsl.BlockOrigin;
import io.millrace.dsl.Operator;
import io.millrace.dsl.value.OwnCodecs;

/** An end of a stage's graph: keeps what a task yields until the task is done. */
interface LastStep extends Step {
  default void beginBlock(BlockOrigin origin) throws TaskException {}

  default void endBlock() throws TaskException {}

  /**
   * Hands out what was kept and forgets it.
   *
   * @param partitions of the shuffle behind; a sink needs none
   */
  TaskResult.Output finish(int partitions) throws TaskException;

  /** Forgets what was kept: the task failed. */
  void discard();

  static LastStep of(StageTemplate.Output output, OwnCodecs codecs) {
    if (output instanceof StageTemplate.Collected collected) {
      return new CollectStep(collected.name(), collected.sink());
    }
    Operator.Boundary boundary = ((StageTemplate.Combined) output).boundary();
    if (boundary instanceof Operator.Count count) {
      return new CountStep(count.name(), codecs);
    }
    return boundary instanceof Operator.Fold fold
        ? new CombineStep(Aggregation.of(fold), codecs)
        : new DealStep(boundary.name(), codecs);
  }
}
