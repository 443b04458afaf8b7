package io.millrace.dsl;

import java.io.Serializable;

/** Combines two values of one key; associative. Captured values must be serializable. */
@FunctionalInterface
public interface ReduceFunction<T> extends Serializable {
  T apply(T left, T right) throws Exception;
}
