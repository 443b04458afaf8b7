package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.dsl.Operator;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Pushes each element of what the function yields; the elements may be made one by one. */
final class FlatMapStep implements Step {
  private final Operator.FlatMap operator;
  private final Step next;

  FlatMapStep(Operator.FlatMap operator, Step next) {
    this.operator = operator;
    this.next = next;
  }

  @Override
  public void push(Object record) throws TaskException {
    Iterator<?> elements = open(record);
    for (Object element = advance(elements); element != null; element = advance(elements)) {
      next.push(element);
    }
  }

  private Iterator<?> open(Object record) throws TaskException {
    try {
      return operator.function().apply(record).iterator();
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(operator.name(), thrown);
    }
  }

  /** The next element, or null when there is none. */
  private @Nullable Object advance(Iterator<?> elements) throws TaskException {
    Object element;
    try {
      if (!elements.hasNext()) {
        return null;
      }
      element = elements.next();
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(operator.name(), thrown);
    }
    if (element == null) {
      throw TaskException.of(
          ErrorCategory.USER_CODE,
          operator.name(),
          new NullPointerException("made null among its elements; leave out what is not there"));
    }
    return element;
  }
}
