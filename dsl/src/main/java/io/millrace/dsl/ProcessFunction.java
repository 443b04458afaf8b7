package io.millrace.dsl;

import java.io.Serializable;

/**
 * Makes any number of records of one, for the main stream and for side outputs. Captured values
 * must be serializable.
 */
@FunctionalInterface
public interface ProcessFunction<T, R> extends Serializable {
  /** Takes a record; a view is valid only until this returns. */
  void accept(T record, Emitter<R> out) throws Exception;
}
