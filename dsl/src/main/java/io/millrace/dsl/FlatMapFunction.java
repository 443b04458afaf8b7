package io.millrace.dsl;

import java.io.Serializable;

/** Turns a record into any number of others. Captured values must be serializable. */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {
  Iterable<? extends R> apply(T record) throws Exception;
}
