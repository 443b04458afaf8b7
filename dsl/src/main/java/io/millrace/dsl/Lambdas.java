package io.millrace.dsl;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/** What can be known of a user function, and the casts that the untyped plan needs. */
final class Lambdas {
  private Lambdas() {}

  /** Whether the function is a lambda that is known to return this very class. */
  static boolean returns(Serializable function, Class<?> type) {
    try {
      Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return writeReplace.invoke(function) instanceof SerializedLambda lambda
          && lambda.getInstantiatedMethodType().endsWith(")" + type.descriptorString());
    } catch (ReflectiveOperationException notALambda) {
      return false;
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
}
