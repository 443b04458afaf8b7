package io.millrace.core.task;

import io.millrace.dsl.Operator;
import java.util.List;

/**
 * A link of the chain that a stage's operators are fused into: takes a record, pushes what it
 * makes.
 */
interface Step {
  void push(Object record) throws TaskException;

  /** The first step of a chain that runs the operators and ends in {@code last}. */
  static Step chain(List<Operator> operators, Step last) {
    Step next = last;
    for (int i = operators.size() - 1; i >= 0; i--) {
      next = of(operators.get(i), next);
    }
    return next;
  }

  private static Step of(Operator operator, Step next) {
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
