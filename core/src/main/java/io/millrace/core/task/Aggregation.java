package io.millrace.core.task;

import io.millrace.dsl.Aggregator;
import io.millrace.dsl.KeyValue;
import io.millrace.dsl.MapFunction;
import io.millrace.dsl.Operator;
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
  Object result(Object key, Object value) throws Exception;

  static Aggregation of(Operator.Fold fold) {
    if (fold instanceof Operator.AggregateByKey byKey) {
      return new Keyed(byKey);
    }
    if (fold instanceof Operator.Aggregate all) {
      return new OfAll(all);
    }
    if (fold instanceof Operator.CountByKey count) {
      return new CountedByKey(count.name(), count.key());
    }
    return new Counted(fold.name());
  }

  private static Object merged(
      Aggregator<Object, Object, Object> aggregator, @Nullable Object value, Object other)
      throws Exception {
    return value == null ? other : aggregator.merge(value, other);
  }

  /** By key, by the user's aggregator. */
  record Keyed(Operator.AggregateByKey operator) implements Aggregation {
    @Override
    public String name() {
      return operator.name();
    }

    @Override
    public Object key(Object record) throws Exception {
      return operator.key().apply(record);
    }

    @Override
    public Object add(@Nullable Object value, Object record) throws Exception {
      return operator.aggregator().add(value, record);
    }

    @Override
    public Object merge(@Nullable Object value, Object other) throws Exception {
      return merged(operator.aggregator(), value, other);
    }

    @Override
    public Object result(Object key, Object value) throws Exception {
      Object result = operator.aggregator().result(value);
      return operator.paired() ? new KeyValue<>(key, result) : result;
    }
  }

  /** All records, by the user's aggregator: they have one key. */
  record OfAll(Operator.Aggregate operator) implements Aggregation {
    @Override
    public String name() {
      return operator.name();
    }

    @Override
    public Object key(Object record) {
      return Counted.KEY;
    }

    @Override
    public Object add(@Nullable Object value, Object record) throws Exception {
      return operator.aggregator().add(value, record);
    }

    @Override
    public Object merge(@Nullable Object value, Object other) throws Exception {
      return merged(operator.aggregator(), value, other);
    }

    @Override
    public Object result(Object key, Object value) throws Exception {
      return operator.aggregator().result(value);
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
