package io.millrace.dsl;

import java.lang.reflect.Type;
import java.util.List;
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
    return keeping("reduce", new Aggregators.Reducing(Lambdas.erase(reducer)), stream.type());
  }

  /**
   * How many records each key has in the batch.
   *
   * @throws JobDefinitionException when the keys are views on block bytes
   */
  public DStream<KeyValue<K, Long>> count() {
    String name = nameOf("count");
    Operator counted = new Operator.CountByKey(name, Lambdas.erase(key));
    return paired(counted, Long.class);
  }

  /**
   * The sum of a whole number of each record, by key and batch; fails the job when it overflows.
   *
   * @throws JobDefinitionException when the keys are views on block bytes
   */
  public DStream<KeyValue<K, Long>> sum(MapFunction<? super V, Long> number) {
    return with("sum", new Aggregators.Sum(Lambdas.erase(number)), Long.class, Long.class);
  }

  /**
   * The least record of each key and batch; of equal ones the first.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<KeyValue<K, V>> min(Comparison<? super V> order) {
    return keeping("min", new Aggregators.Least(Lambdas.erase(order)), stream.type());
  }

  /**
   * The greatest record of each key and batch; of equal ones the first.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<KeyValue<K, V>> max(Comparison<? super V> order) {
    return keeping(
        "max", new Aggregators.Least(Lambdas.erase(Lambdas.reversed(order))), stream.type());
  }

  /**
   * The first record of each key and batch, in (stream, position) order.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<KeyValue<K, V>> first() {
    return keeping("first", new Aggregators.First(), stream.type());
  }

  /**
   * All records of each key and batch, in (stream, position) order. They are held in memory, on the
   * worker that owns the key, twice for a moment: prefer {@link #aggregate} where a sum will do.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<KeyValue<K, List<V>>> group() {
    return keeping("group", new Aggregators.All(), RecordTypes.of(List.class, stream.type()));
  }

  /**
   * One result per key and batch. The sums, not the records, cross the shuffle.
   *
   * @throws JobDefinitionException when the keys are views on block bytes
   */
  public <A, R> DStream<KeyValue<K, R>> aggregate(Aggregator<? super V, A, R> aggregator) {
    return with(
        "aggregate",
        aggregator,
        RecordTypes.argument(aggregator.getClass(), Aggregator.class, 1),
        RecordTypes.argument(aggregator.getClass(), Aggregator.class, 2));
  }

  private <R> DStream<KeyValue<K, R>> keeping(
      String kind, Aggregator<?, ?, ?> aggregator, Type kept) {
    if (stream.isView()) {
      throw stream.refusedView(stream.nextName(kind));
    }
    return with(kind, aggregator, kept, kept);
  }

  private <R> DStream<KeyValue<K, R>> with(
      String kind, Aggregator<?, ?, ?> aggregator, Type sums, Type results) {
    Operator folded =
        new Operator.AggregateByKey(
            nameOf(kind), Lambdas.erase(key), Lambdas.erase(aggregator), true);
    return this.<R>paired(folded, results).encoding("records", sums);
  }

  private <R> DStream<KeyValue<K, R>> paired(Operator operator, Type results) {
    Type keys = RecordTypes.returned(key, MapFunction.class);
    Type pairs = RecordTypes.of(KeyValue.class, keys, results);
    return stream.<KeyValue<K, R>>with(operator, Set.of(), pairs).encodingKeys(keys);
  }

  private String nameOf(String kind) {
    String name = stream.nextName(kind);
    if (stream.keepsView(key)) {
      throw stream.refusedView(name);
    }
    return name;
  }
}
