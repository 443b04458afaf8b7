package io.millrace.dsl;

import java.io.Serializable;

/** Decides whether a record is kept. Captured values must be serializable. */
@FunctionalInterface
public interface FilterFunction<T> extends Serializable {
  boolean test(T record) throws Exception;
}
