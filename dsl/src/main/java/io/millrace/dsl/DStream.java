package io.millrace.dsl;

import java.lang.reflect.Type;
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
  private final Type type;

  /**
   * @param views classes of records that are views on a block's bytes; empty for values
   * @param type of the records, as far as it is known
   */
  DStream(StreamContext context, int place, Set<Class<?>> views, Type type) {
    this.context = context;
    this.place = place;
    this.views = Set.copyOf(views);
    this.type = type;
  }

  /** Each record to one other. */
  public <R> DStream<R> map(MapFunction<? super T, ? extends R> function) {
    return with(
        new Operator.Map(nextName("map"), Lambdas.erase(function)),
        viewsThrough(function),
        RecordTypes.returned(function, MapFunction.class));
  }

  /** The records for which the predicate holds. */
  public DStream<T> filter(FilterFunction<? super T> predicate) {
    return with(new Operator.Filter(nextName("filter"), Lambdas.erase(predicate)), views, type);
  }

  /** Each record to any number of others. */
  public <R> DStream<R> flatMap(FlatMapFunction<? super T, ? extends R> function) {
    return with(
        new Operator.FlatMap(nextName("flatMap"), Lambdas.erase(function)),
        Set.of(),
        RecordTypes.elements(function));
  }

  /** Shows each record to a function, once for each try of its task, and hands it on. */
  public DStream<T> peek(PeekFunction<? super T> function) {
    return with(new Operator.Peek(nextName("peek"), Lambdas.erase(function)), views, type);
  }

  /**
   * About this part of the records. Which ones is drawn anew in each task, from the seed and the
   * place of the task's data, and is the same when the task is tried again.
   *
   * @param fraction 0 to 1
   */
  public DStream<T> sample(double fraction, long seed) {
    String name = nextName("sample");
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new JobDefinitionException(
          "job %s: %s keeps a fraction of %s; it must lie in 0..1"
              .formatted(context.job(), name, fraction));
    }
    return with(new Operator.Sample(name, fraction, seed), views, type);
  }

  /** Each record to any number of others, some of them on {@linkplain #sideOutput side outputs}. */
  public <R> DStream<R> process(ProcessFunction<? super T, R> function) {
    return with(
        new Operator.Process(nextName("process"), Lambdas.erase(function)),
        Set.of(),
        RecordTypes.argument(function.getClass(), ProcessFunction.class, 1));
  }

  /**
   * The records that each task has of a batch, by a function made for that task: for what is set up
   * once a task, or looks at several records. How a batch is dealt to tasks is the engine's choice.
   */
  public <R> DStream<R> mapPartition(PartitionFactory<? super T, R> factory) {
    return with(
        new Operator.MapPartition(nextName("mapPartition"), Lambdas.erase(factory)),
        Set.of(),
        RecordTypes.argument(factory.getClass(), PartitionFactory.class, 1));
  }

  /**
   * What {@link #process} or {@link #mapPartition} emitted under a tag; taken twice it is one
   * stream.
   *
   * @throws JobDefinitionException when this stream comes from another operator
   */
  public <S> DStream<S> sideOutput(OutputTag<S> tag) {
    if (!context.hasSideOutputs(place)) {
      throw new JobDefinitionException(
          "job %s: %s has no side outputs; take them from process(..) or mapPartition(..)"
              .formatted(context.job(), context.nameOf(place)));
    }
    return new DStream<>(context, context.side(tag.name(), place), Set.of(), RecordTypes.UNKNOWN);
  }

  /**
   * What the decoder of this source refused. Without such a stream it goes to the dead-letter file
   * of the worker; with one it does not. It is counted as rejected either way.
   *
   * @throws JobDefinitionException when this stream is no source's
   */
  public DStream<DeadLetter> deadLetters() {
    if (!context.isSource(place)) {
      throw new JobDefinitionException(
          "job %s: %s is no source; only what a source's decoder refuses is a dead letter"
              .formatted(context.job(), context.nameOf(place)));
    }
    int letters = context.side(LogicalPlan.DEAD_LETTERS, place);
    return new DStream<>(context, letters, Set.of(), DeadLetter.class);
  }

  /** Groups the records of each batch by a key. */
  public <K> KeyedDStream<K, T> keyBy(MapFunction<? super T, ? extends K> key) {
    return new KeyedDStream<>(this, key);
  }

  /** How many records each batch holds; an empty batch yields nothing. */
  public DStream<Long> count() {
    return with(new Operator.Count(nextName("count")), Set.of(), Long.class);
  }

  /**
   * One value of all records of a batch; an empty batch yields nothing.
   *
   * @param reducer associative; values meet in (stream, position) order
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<T> reduce(ReduceFunction<T> reducer) {
    return keeping("reduce", new Aggregators.Reducing(Lambdas.erase(reducer)), type);
  }

  /** The sum of a whole number of each record of a batch; fails the job when it overflows. */
  public DStream<Long> sum(MapFunction<? super T, Long> number) {
    return folded("sum", new Aggregators.Sum(Lambdas.erase(number)), Long.class, Long.class);
  }

  /**
   * The least record of a batch; of equal ones the first.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<T> min(Comparison<? super T> order) {
    return keeping("min", new Aggregators.Least(Lambdas.erase(order)), type);
  }

  /**
   * The greatest record of a batch; of equal ones the first.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<T> max(Comparison<? super T> order) {
    return keeping("max", new Aggregators.Least(Lambdas.erase(Lambdas.reversed(order))), type);
  }

  /**
   * The greatest records of a batch as one list, the greatest first; of equal ones the first ones.
   *
   * @param count at least 1
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<List<T>> topK(int count, Comparison<? super T> order) {
    if (count < 1) {
      throw new JobDefinitionException(
          "job %s: %s keeps %d records; it must keep 1 at least"
              .formatted(context.job(), nextName("topK"), count));
    }
    Type several = RecordTypes.of(List.class, type);
    return keeping("topK", new Aggregators.Top(count, Lambdas.erase(order)), several);
  }

  /** One result of all records of a batch; an empty batch yields nothing. */
  public <A, R> DStream<R> aggregate(Aggregator<? super T, A, R> aggregator) {
    return folded(
        "aggregate",
        aggregator,
        RecordTypes.argument(aggregator.getClass(), Aggregator.class, 1),
        RecordTypes.argument(aggregator.getClass(), Aggregator.class, 2));
  }

  /**
   * The records of a batch, equal ones once.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<T> distinct() {
    return distinct("distinct", record -> record, type);
  }

  /**
   * The first record of each key in a batch, in (stream, position) order.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public <K> DStream<T> distinctBy(MapFunction<? super T, ? extends K> key) {
    return distinct("distinctBy", key, RecordTypes.returned(key, MapFunction.class));
  }

  /**
   * The same records, dealt evenly to the partitions of a shuffle, so that what follows is done by
   * all workers. Records of one task keep their order within a partition.
   *
   * @throws JobDefinitionException when the records are views on block bytes
   */
  public DStream<T> repartition() {
    String name = nextName("repartition");
    if (isView()) {
      throw refusedView(name);
    }
    return this.<T>with(new Operator.Repartition(name), Set.of(), type).encoding("records", type);
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
    Type common = type;
    for (DStream<? extends T> other : others) {
      if (other.context != context) {
        throw new JobDefinitionException(
            "job %s can't union a stream of job %s; streams belong to the context they came from"
                .formatted(context.job(), other.context.job()));
      }
      upstream.add(other.place);
      all.addAll(other.views);
      common = common.equals(other.type) ? common : RecordTypes.UNKNOWN;
    }
    return new DStream<>(context, context.union(upstream), all, common);
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
  public StreamEnd to(Sink<? super T> sink) {
    if (isView() && sink.keepsRecords()) {
      throw refusedView("sink " + sink.getClass().getSimpleName());
    }
    return new StreamEnd(context, context.end(sink, place));
  }

  /**
   * Ends a branch with a function that is called once for each batch and partition; see {@link
   * Sinks#foreachBatch}.
   */
  public StreamEnd foreachBatch(BatchFunction<? super T> function, Codec<T> codec) {
    return to(Sinks.foreachBatch(function, codec));
  }

  /**
   * The same by the codec that is derived from the records' classes, or the job's own.
   *
   * @throws JobDefinitionException when the records are views on block bytes; and when the job is
   *     defined, if their type is known to have no codec
   */
  public void foreachBatch(BatchFunction<? super T> function) {
    if (isView()) {
      throw refusedView("foreachBatch");
    }
    BatchFormat<T> format = new BatchFormat.Derived<>(JobCodecs.NONE);
    context.encodes(context.end(new BatchSink<>(function, format), place), "records", type, false);
  }

  private DStream<T> distinct(String kind, MapFunction<? super T, ?> key, Type keyType) {
    String name = nextName(kind);
    if (isView()) {
      throw refusedView(name);
    }
    Operator first =
        new Operator.AggregateByKey(
            name, Lambdas.erase(key), Lambdas.erase(new Aggregators.First()), false);
    return this.<T>with(first, Set.of(), type).encodingKeys(keyType).encoding("records", type);
  }

  private <R> DStream<R> keeping(String kind, Aggregator<?, ?, ?> aggregator, Type kept) {
    if (isView()) {
      throw refusedView(nextName(kind));
    }
    return folded(kind, aggregator, kept, kept);
  }

  private <R> DStream<R> folded(
      String kind, Aggregator<?, ?, ?> aggregator, Type sums, Type results) {
    return this.<R>with(
            new Operator.Aggregate(nextName(kind), Lambdas.erase(aggregator)), Set.of(), results)
        .encoding("records", sums);
  }

  /**
   * What an operator makes of this stream.
   *
   * @param itsType of its records, as far as it is known
   */
  <R> DStream<R> with(Operator operator, Set<Class<?>> itsViews, Type itsType) {
    return new DStream<>(context, context.apply(operator, place), itsViews, itsType);
  }

  /** The operator that this stream comes from encodes values of a type. */
  DStream<T> encoding(String part, Type values) {
    context.encodes(place, part, values, false);
    return this;
  }

  /** The operator that this stream comes from encodes keys of a type. */
  DStream<T> encodingKeys(Type keys) {
    context.encodes(place, "keys", keys, true);
    return this;
  }

  Type type() {
    return type;
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
