package io.millrace.core.task;

import io.millrace.dsl.Operator;

/** Shows each record to a function, and hands it on. */
final class PeekStep implements Step {
  private final Operator.Peek operator;
  private final Step next;

  PeekStep(Operator.Peek operator, Step next) {
    this.operator = operator;
    this.next = next;
  }

  @Override
  public void push(Object record) throws TaskException {
    try {
      operator.function().accept(record);
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(operator.name(), thrown);
    }
    next.push(record);
  }
}
