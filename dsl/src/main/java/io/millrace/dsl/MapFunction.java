package io.millrace.dsl;

import java.io.Serializable;

/** Turns a record into another. Captured values must be serializable. */
@FunctionalInterface
public interface MapFunction<T, R> extends Serializable {
  R apply(T record) throws Exception;
}
