package io.millrace.core.task;

import io.millrace.core.plan.StageTemplate;
import io.millrace.dsl.BlockOrigin;
import io.millrace.dsl.Operator;
import java.util.List;

/** The end of a chain: keeps what a task yields until the task is done. */
interface LastStep extends Step {
  /**
   * What {@link #finish} hands out.
   *
   * @param partitions see {@link TaskResult#partitions}
   * @param output see {@link TaskResult#output}
   */
  record Yield(List<byte[]> partitions, byte[] output) {}

  default void beginBlock(BlockOrigin origin) throws TaskException {}

  default void endBlock() throws TaskException {}

  /** Hands out what was kept and forgets it. */
  Yield finish(int partitions) throws TaskException;

  /** Forgets what was kept: the task failed. */
  void discard();

  static LastStep of(StageTemplate.Output output) {
    if (output instanceof StageTemplate.Collected collected) {
      return new CollectStep(collected.sink());
    }
    Operator.Boundary boundary = ((StageTemplate.Combined) output).boundary();
    if (boundary instanceof Operator.Count count) {
      return new CountStep(count.name());
    }
    return new CombineStep(Aggregation.of(boundary));
  }
}
