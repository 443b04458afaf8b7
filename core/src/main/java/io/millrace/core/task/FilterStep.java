package io.millrace.core.task;

import io.millrace.dsl.Operator;

/** Pushes the records for which the predicate holds. */
final class FilterStep implements Step {
  private final Operator.Filter operator;
  private final Step next;

  FilterStep(Operator.Filter operator, Step next) {
    this.operator = operator;
    this.next = next;
  }

  @Override
  public void push(Object record) throws TaskException {
    if (keeps(record)) {
      next.push(record);
    }
  }

  private boolean keeps(Object record) throws TaskException {
    try {
      return operator.predicate().test(record);
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(operator.name(), thrown);
    }
  }
}
