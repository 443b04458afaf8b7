package io.millrace.core.task;

import io.millrace.dsl.Operator;

/**
 * A link of the graph that a stage's operators are fused into: takes a record, pushes what it
 * makes.
 */
interface Step {
  void push(Object record) throws TaskException;

  /** The step of an operator. */
  static Step of(Operator operator, Step next) {
    if (operator instanceof Operator.Map map) {
      return new MapStep(map, next);
    }
    if (operator instanceof Operator.Filter filter) {
      return new FilterStep(filter, next);
    }
    if (operator instanceof Operator.FlatMap flatMap) {
      return new FlatMapStep(flatMap, next);
    }
    throw new IllegalArgumentException(operator.name() + " is a shuffle boundary, not a step");
  }
}
