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

  /** Shows each record to a function, and hands it on. */
  record Peek(String name, PeekFunction<Object> function) implements Operator {
    @Override
    public Peek named(String other) {
      return new Peek(other, function);
    }
  }

  /** A part of the records, chosen at random but the same whenever a task is tried again. */
  record Sample(String name, double fraction, long seed) implements Operator {
    @Override
    public Sample named(String other) {
      return new Sample(other, fraction, seed);
    }
  }

  /** Each record to any number of others, on the main stream and on side outputs. */
  record Process(String name, ProcessFunction<Object, Object> function) implements Operator {
    @Override
    public Process named(String other) {
      return new Process(other, function);
    }
  }

  /** The records of a task to any number of others. */
  record MapPartition(String name, PartitionFactory<Object, Object> factory) implements Operator {
    @Override
    public MapPartition named(String other) {
      return new MapPartition(other, factory);
    }
  }

  /** A boundary that folds the records of each batch, or of each key in it, into one. */
  sealed interface Fold extends Boundary {
    /** Whether all records of a batch meet in one place. */
    boolean ofAll();
  }

  /**
   * By key: combined before the shuffle and after it.
   *
   * @param paired whether the result comes with its key
   */
  record AggregateByKey(
      String name,
      MapFunction<Object, Object> key,
      Aggregator<Object, Object, Object> aggregator,
      boolean paired)
      implements Fold {
    @Override
    public AggregateByKey named(String other) {
      return new AggregateByKey(other, key, aggregator, paired);
    }

    @Override
    public boolean ofAll() {
      return false;
    }
  }

  /** All records of a batch. */
  record Aggregate(String name, Aggregator<Object, Object, Object> aggregator) implements Fold {
    @Override
    public Aggregate named(String other) {
      return new Aggregate(other, aggregator);
    }

    @Override
    public boolean ofAll() {
      return true;
    }
  }

  /** Counts records by key. */
  record CountByKey(String name, MapFunction<Object, Object> key) implements Fold {
    @Override
    public CountByKey named(String other) {
      return new CountByKey(other, key);
    }

    @Override
    public boolean ofAll() {
      return false;
    }
  }

  /** Counts all records of a batch. */
  record Count(String name) implements Fold {
    @Override
    public Count named(String other) {
      return new Count(other);
    }

    @Override
    public boolean ofAll() {
      return true;
    }
  }

  /** Deals the records of each task round the partitions. */
  record Repartition(String name) implements Boundary {
    @Override
    public Repartition named(String other) {
      return new Repartition(other);
    }
  }
}
