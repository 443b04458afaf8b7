package io.millrace.dsl;

import java.io.Serializable;

/** One step of a pipeline as the user drew it; immutable, and part of the stage's template. */
public sealed interface Operator extends Serializable {
  /** The given name, or one derived from the position in the pipeline such as {@code map-2}. */
  String name();

  /** Each record to one record. */
  record Map(String name, MapFunction<Object, Object> function) implements Operator {}

  /** Keeps the records for which the predicate holds. */
  record Filter(String name, FilterFunction<Object> predicate) implements Operator {}

  /** Each record to any number of records. */
  record FlatMap(String name, FlatMapFunction<Object, Object> function) implements Operator {}

  /** By key, within a batch: combined before the shuffle and after it; a shuffle boundary. */
  record Reduce(String name, MapFunction<Object, Object> key, ReduceFunction<Object> reducer)
      implements Operator {}

  /** Counts records by key, within a batch; a shuffle boundary. */
  record CountByKey(String name, MapFunction<Object, Object> key) implements Operator {}

  /** Counts all records of a batch; a shuffle boundary into one partition. */
  record Count(String name) implements Operator {}
}
