package io.millrace.dsl;

import java.io.Serializable;

/** Makes a {@link PartitionFunction} for each task. Captured values must be serializable. */
@FunctionalInterface
public interface PartitionFactory<T, R> extends Serializable {
  PartitionFunction<T, R> create() throws Exception;
}
