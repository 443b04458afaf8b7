package io.millrace.core.task;

import io.millrace.dsl.KeyValue;
import io.millrace.dsl.MapFunction;
import io.millrace.dsl.Operator;
import io.millrace.dsl.ReduceFunction;
import org.jspecify.annotations.Nullable;

/** How the records of one key become one value, in front of a shuffle and behind it. */
sealed interface Aggregation {
  /** Of the operator that asked for it. */
  String name();

  Object key(Object record) throws Exception;

  /** Takes one more record into a value; null when there is none yet. */
  Object add(@Nullable Object value, Object record) throws Exception;

  /** Takes in the value that another task arrived at; null when there is none yet. */
  Object merge(@Nullable Object value, Object other) throws Exception;

  /** The record that the stage behind the shuffle works on. */
  Object result(Object key, Object value);

  static Aggregation of(Operator.Boundary boundary) {
    if (boundary instanceof Operator.Reduce reduce) {
      return new Reduced(reduce.name(), reduce.key(), reduce.reducer());
    }
    if (boundary instanceof Operator.CountByKey count) {
      return new CountedByKey(count.name(), count.key());
    }
    return new Counted(boundary.name());
  }

  /** By the user's function. */
  record Reduced(String name, MapFunction<Object, Object> keyOf, ReduceFunction<Object> reducer)
      implements Aggregation {
    @Override
    public Object key(Object record) throws Exception {
      return keyOf.apply(record);
    }

    @Override
    public Object add(@Nullable Object value, Object record) throws Exception {
      return value == null ? record : reducer.apply(value, record);
    }

    @Override
    public Object merge(@Nullable Object value, Object other) throws Exception {
      return add(value, other);
    }

    @Override
    public Object result(Object key, Object value) {
      return new KeyValue<>(key, value);
    }
  }

  /** How many. */
  record CountedByKey(String name, MapFunction<Object, Object> keyOf) implements Aggregation {
    @Override
    public Object key(Object record) throws Exception {
      return keyOf.apply(record);
    }

    @Override
    public Object add(@Nullable Object value, Object record) {
      return merge(value, 1L);
    }

    @Override
    public Object merge(@Nullable Object value, Object other) {
      return value == null ? other : (Long) value + (Long) other;
    }

    @Override
    public Object result(Object key, Object value) {
      return new KeyValue<>(key, value);
    }
  }

  /** How many in all: all records have one key. */
  record Counted(String name) implements Aggregation {
    /** The key of every record. */
    static final Object KEY = "";

    @Override
    public Object key(Object record) {
      return KEY;
    }

    @Override
    public Object add(@Nullable Object value, Object record) {
      return merge(value, 1L);
    }

    @Override
    public Object merge(@Nullable Object value, Object other) {
      return value == null ? other : (Long) value + (Long) other;
    }

    @Override
    public Object result(Object key, Object value) {
      return value;
    }
  }
}
