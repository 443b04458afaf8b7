package io.millrace.core.task;

import io.millrace.dsl.Operator;
import java.util.Map;

/**
 * A link of the graph that a stage's operators are fused into: takes a record, pushes what it
 * makes.
 */
interface Step {
  void push(Object record) throws TaskException;

  /**
   * A task begins.
   *
   * @param taskSeed the same when the task is tried again, and hardly ever that of another task
   */
  default void beginTask(long taskSeed) throws TaskException {}

  /** The task has no more records; what comes before this step has said all it had to say. */
  default void endTask() throws TaskException {}

  /**
   * The step of an operator.
   *
   * @param sides by tag, for operators that have side outputs
   */
  static Step of(Operator operator, Step next, Map<String, Step> sides) {
    if (operator instanceof Operator.Map map) {
      return new MapStep(map, next);
    }
    if (operator instanceof Operator.Filter filter) {
      return new FilterStep(filter, next);
    }
    if (operator instanceof Operator.FlatMap flatMap) {
      return new FlatMapStep(flatMap, next);
    }
    if (operator instanceof Operator.Peek peek) {
      return new PeekStep(peek, next);
    }
    if (operator instanceof Operator.Sample sample) {
      return new SampleStep(sample, next);
    }
    if (operator instanceof Operator.Process process) {
      return ProcessStep.of(process, next, sides);
    }
    if (operator instanceof Operator.MapPartition mapPartition) {
      return ProcessStep.of(mapPartition, next, sides);
    }
    throw new IllegalArgumentException(operator.name() + " is a shuffle boundary, not a step");
  }
}
