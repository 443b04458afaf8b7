package io.millrace.dsl;

import java.io.Serializable;

/** One step of a job as the user drew it; immutable, and part of the stage's template. */
public sealed interface Operator extends Serializable {
  /** The given name, or one derived from the place among the operators such as {@code map-2}. */
  String name();

  /** The same step under another name. */
  Operator named(String name);

  /** An operator that needs all records of a key in one place: stages are cut here. */
  sealed interface Boundary extends Operator {
    @Override
    Boundary named(String name);
  }

  /** Each record to one record. */
  record Map(String name, MapFunction<Object, Object> function) implements Operator {
    @Override
    public Map named(String other) {
      return new Map(other, function);
    }
  }

  /** Keeps the records for which the predicate holds. */
  record Filter(String name, FilterFunction<Object> predicate) implements Operator {
    @Override
    public Filter named(String other) {
      return new Filter(other, predicate);
    }
  }

  /** Each record to any number of records. */
  record FlatMap(String name, FlatMapFunction<Object, Object> function) implements Operator {
    @Override
    public FlatMap named(String other) {
      return new FlatMap(other, function);
    }
  }

  /** By key, within a batch: combined before the shuffle and after it; a shuffle boundary. */
  record Reduce(String name, MapFunction<Object, Object> key, ReduceFunction<Object> reducer)
      implements Boundary {
    @Override
    public Reduce named(String other) {
      return new Reduce(other, key, reducer);
    }
  }

  /** Counts records by key, within a batch; a shuffle boundary. */
  record CountByKey(String name, MapFunction<Object, Object> key) implements Boundary {
    @Override
    public CountByKey named(String other) {
      return new CountByKey(other, key);
    }
  }

  /** Counts all records of a batch; a shuffle boundary into one partition. */
  record Count(String name) implements Boundary {
    @Override
    public Count named(String other) {
      return new Count(other);
    }
  }
}
