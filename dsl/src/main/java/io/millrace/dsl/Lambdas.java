package io.millrace.dsl;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What can be known of a user function, and the casts that the untyped plan needs. */
final class Lambdas {
  private Lambdas() {}

  /** Whether the function is a lambda that is known to return this very class. */
  static boolean returns(Serializable function, Class<?> type) {
    SerializedLambda lambda = asLambda(function);
    return lambda != null
        && lambda.getInstantiatedMethodType().endsWith(")" + type.descriptorString());
  }

  /** What the compiler left behind of a lambda, or null when the function is none. */
  static @Nullable SerializedLambda asLambda(Serializable function) {
    try {
      Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return writeReplace.invoke(function) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException notALambda) {
      return null;
    }
  }

  @SuppressWarnings("unchecked")
  static MapFunction<Object, Object> erase(MapFunction<?, ?> function) {
    return (MapFunction<Object, Object>) function;
  }

  @SuppressWarnings("unchecked")
  static FilterFunction<Object> erase(FilterFunction<?> predicate) {
    return (FilterFunction<Object>) predicate;
  }

  @SuppressWarnings("unchecked")
  static FlatMapFunction<Object, Object> erase(FlatMapFunction<?, ?> function) {
    return (FlatMapFunction<Object, Object>) function;
  }

  @SuppressWarnings("unchecked")
  static ReduceFunction<Object> erase(ReduceFunction<?> reducer) {
    return (ReduceFunction<Object>) reducer;
  }

  @SuppressWarnings("unchecked")
  static PeekFunction<Object> erase(PeekFunction<?> function) {
    return (PeekFunction<Object>) function;
  }

  @SuppressWarnings("unchecked")
  static ProcessFunction<Object, Object> erase(ProcessFunction<?, ?> function) {
    return (ProcessFunction<Object, Object>) function;
  }

  @SuppressWarnings("unchecked")
  static PartitionFactory<Object, Object> erase(PartitionFactory<?, ?> factory) {
    return (PartitionFactory<Object, Object>) factory;
  }

  @SuppressWarnings("unchecked")
  static Aggregator<Object, Object, Object> erase(Aggregator<?, ?, ?> aggregator) {
    return (Aggregator<Object, Object, Object>) aggregator;
  }

  @SuppressWarnings("unchecked")
  static Comparator<Object> erase(Comparison<?> order) {
    return (Comparator<Object>) order;
  }

  static <T> Comparison<T> reversed(Comparison<T> order) {
    return (left, right) -> order.compare(right, left);
  }
}
