package io.millrace.dsl;

import java.io.Serializable;

/** Looks at a record. Captured values must be serializable. */
@FunctionalInterface
public interface PeekFunction<T> extends Serializable {
  void accept(T record) throws Exception;
}
