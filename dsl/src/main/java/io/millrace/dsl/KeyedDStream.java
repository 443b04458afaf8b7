package io.millrace.dsl;

import java.util.Set;

/**
 * The records of each batch grouped by key.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the records
 */
public final class KeyedDStream<K, V> {
  private final DStream<V> stream;
  private final MapFunction<? super V, ? extends K> key;

  KeyedDStream(DStream<V> stream, MapFunction<? super V, ? extends K> key) {
    this.stream = stream;
    this.key = key;
  }

  /**
   * One value per key and batch, combined before the shuffle and after it.
   *
   * @param reducer associative; values meet in (stream, position) order
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<KeyValue<K, V>> reduce(ReduceFunction<V> reducer) {
    String name = stream.nextName("reduce");
    if (stream.isView()) {
      throw stream.refusedView(name);
    }
    return stream.with(
        new Operator.Reduce(name, Lambdas.erase(key), Lambdas.erase(reducer)), Set.of());
  }

  /**
   * How many records each key has in the batch.
   *
   * @throws JobDefinitionException when the keys are views on block bytes
   */
  public DStream<KeyValue<K, Long>> count() {
    String name = stream.nextName("count");
    if (stream.keepsView(key)) {
      throw stream.refusedView(name);
    }
    return stream.with(new Operator.CountByKey(name, Lambdas.erase(key)), Set.of());
  }
}
