package io.millrace.dsl;

import java.io.Serializable;

/**
 * Names a side output of {@link DStream#process}.
 *
 * @param <S> the type of its records
 */
public record OutputTag<S>(String name) implements Serializable {
  public OutputTag {
    if (name.isBlank()) {
      throw new JobDefinitionException("a side output needs a name");
    }
  }
}
