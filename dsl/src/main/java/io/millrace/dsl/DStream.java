package io.millrace.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A discretized stream: the description of the records that each batch holds at this place of the
 * job's graph. An operator returns a new one and leaves this one as it is, so that a stream may be
 * used any number of times: each use is a branch that has all records, and of the branches of one
 * stage a record passes the one that was defined first before the next.
 *
 * @param <T> the type of the records
 */
public final class DStream<T> {
  private final StreamContext context;
  private final int place;
  private final Set<Class<?>> views;

  /**
   * @param views classes of records that are views on a block's bytes; empty for values
   */
  DStream(StreamContext context, int place, Set<Class<?>> views) {
    this.context = context;
    this.place = place;
    this.views = Set.copyOf(views);
  }

  /** Each record to one other. */
  public <R> DStream<R> map(MapFunction<? super T, ? extends R> function) {
    return with(new Operator.Map(nextName("map"), Lambdas.erase(function)), viewsThrough(function));
  }

  /** The records for which the predicate holds. */
  public DStream<T> filter(FilterFunction<? super T> predicate) {
    return with(new Operator.Filter(nextName("filter"), Lambdas.erase(predicate)), views);
  }

  /** Each record to any number of others. */
  public <R> DStream<R> flatMap(FlatMapFunction<? super T, ? extends R> function) {
    return with(new Operator.FlatMap(nextName("flatMap"), Lambdas.erase(function)), Set.of());
  }

  /** Groups the records of each batch by a key. */
  public <K> KeyedDStream<K, T> keyBy(MapFunction<? super T, ? extends K> key) {
    return new KeyedDStream<>(this, key);
  }

  /** How many records each batch holds; an empty batch yields nothing. */
  public DStream<Long> count() {
    return with(new Operator.Count(nextName("count")), Set.of());
  }

  /**
   * The records of this stream and of others, batch by batch. A stream that is named twice gives
   * each of its records twice.
   *
   * @throws JobDefinitionException when one of them belongs to another job
   */
  @SafeVarargs
  public final DStream<T> union(DStream<? extends T>... others) {
    List<Integer> upstream = new ArrayList<>();
    upstream.add(place);
    Set<Class<?>> all = new HashSet<>(views);
    for (DStream<? extends T> other : others) {
      if (other.context != context) {
        throw new JobDefinitionException(
            "job %s can't union a stream of job %s; streams belong to the context they came from"
                .formatted(context.job(), other.context.job()));
      }
      upstream.add(other.place);
      all.addAll(other.views);
    }
    return new DStream<>(context, context.union(upstream), all);
  }

  /**
   * Names the operator that this stream comes from, or its source, as messages about it will. Names
   * of a job must differ.
   */
  public DStream<T> named(String name) {
    context.name(place, name);
    return this;
  }

  /**
   * Ends a branch; a stream may be ended several times.
   *
   * @throws JobDefinitionException when the sink keeps records and these are views on block bytes
   */
  public void to(Sink<? super T> sink) {
    if (isView() && sink.keepsRecords()) {
      throw refusedView("sink " + sink.getClass().getSimpleName());
    }
    context.end(sink, place);
  }

  <R> DStream<R> with(Operator operator, Set<Class<?>> itsViews) {
    return new DStream<>(context, context.apply(operator, place), itsViews);
  }

  String nextName(String kind) {
    return context.nextName(kind);
  }

  boolean isView() {
    return !views.isEmpty();
  }

  /** Whether the function is known to hand on a view it is given. */
  boolean keepsView(MapFunction<?, ?> function) {
    return !viewsThrough(function).isEmpty();
  }

  private Set<Class<?>> viewsThrough(MapFunction<?, ?> function) {
    Predicate<Class<?>> kept = type -> Lambdas.returns(function, type);
    return views.stream().filter(kept).collect(Collectors.toUnmodifiableSet());
  }

  JobDefinitionException refusedView(String keeper) {
    Set<String> names = new TreeSet<>();
    views.forEach(type -> names.add(type.getSimpleName()));
    return new JobDefinitionException(
        "job "
            + context.job()
            + ": "
            + keeper
            + " keeps "
            + String.join(" and ", names)
            + " records, which are views on a block's bytes and valid only inside the function;"
            + " map them to values first");
  }
}
