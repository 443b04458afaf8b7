package io.millrace.core.task;

import io.millrace.dsl.Operator;

/** Each record to one other. */
final class MapStep implements Step {
  private final Operator.Map operator;
  private final Step next;

  MapStep(Operator.Map operator, Step next) {
    this.operator = operator;
    this.next = next;
  }

  @Override
  public void push(Object record) throws TaskException {
    next.push(apply(record));
  }

  private Object apply(Object record) throws TaskException {
    try {
      return operator.function().apply(record);
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(operator.name(), thrown);
    }
  }
}
