package io.millrace.dsl;

import java.util.ArrayList;
import java.util.List;

/**
 * A discretized stream: the description of the records that each batch holds at this place of the
 * pipeline. Immutable; an operator returns a new one.
 *
 * @param <T> the type of the records
 */
public final class DStream<T> {
  private final StreamContext context;
  private final Source source;
  private final Decoder<?> decoder;
  private final List<Operator> operators;
  private final boolean view;

  DStream(
      StreamContext context,
      Source source,
      Decoder<?> decoder,
      List<Operator> operators,
      boolean view) {
    this.context = context;
    this.source = source;
    this.decoder = decoder;
    this.operators = List.copyOf(operators);
    this.view = view;
  }

  /** Each record to one other. */
  public <R> DStream<R> map(MapFunction<? super T, ? extends R> function) {
    return with(new Operator.Map(nextName("map"), Lambdas.erase(function)), keepsView(function));
  }

  /** The records for which the predicate holds. */
  public DStream<T> filter(FilterFunction<? super T> predicate) {
    return with(new Operator.Filter(nextName("filter"), Lambdas.erase(predicate)), view);
  }

  /** Each record to any number of others. */
  public <R> DStream<R> flatMap(FlatMapFunction<? super T, ? extends R> function) {
    return with(new Operator.FlatMap(nextName("flatMap"), Lambdas.erase(function)), false);
  }

  /** Groups the records of each batch by a key. */
  public <K> KeyedDStream<K, T> keyBy(MapFunction<? super T, ? extends K> key) {
    return new KeyedDStream<>(this, key);
  }

  /** How many records each batch holds; an empty batch yields nothing. */
  public DStream<Long> count() {
    return with(new Operator.Count(nextName("count")), false);
  }

  /**
   * Names the last operator, as messages about it will.
   *
   * @throws JobDefinitionException when there is no operator yet, or another one has the name
   */
  public DStream<T> named(String name) {
    if (operators.isEmpty()) {
      throw new JobDefinitionException(
          "job " + context.job() + ": " + name + " names no operator; call named(..) behind one");
    }
    int last = operators.size() - 1;
    if (operators.subList(0, last).stream().anyMatch(other -> other.name().equals(name))) {
      throw new JobDefinitionException(
          "job " + context.job() + " has two operators named " + name + "; names must differ");
    }
    List<Operator> renamed = new ArrayList<>(operators);
    renamed.set(last, operators.get(last).named(name));
    return new DStream<>(context, source, decoder, renamed, view);
  }

  /**
   * Ends the pipeline.
   *
   * @throws JobDefinitionException when the sink keeps records and these are views on block bytes,
   *     or the job has a sink already
   */
  public void to(Sink<? super T> sink) {
    if (view && sink.keepsRecords()) {
      throw refusedView("sink " + sink.getClass().getSimpleName());
    }
    context.close(new LogicalPlan(context.job(), source, decoder, operators, sink));
  }

  <R> DStream<R> with(Operator operator, boolean isView) {
    List<Operator> longer = new ArrayList<>(operators);
    longer.add(operator);
    return new DStream<>(context, source, decoder, longer, isView);
  }

  String nextName(String kind) {
    return kind + "-" + (operators.size() + 1);
  }

  boolean isView() {
    return view;
  }

  /** Whether the function is known to hand on the view it is given. */
  boolean keepsView(MapFunction<?, ?> function) {
    return view && Lambdas.returns(function, decoder.type());
  }

  JobDefinitionException refusedView(String keeper) {
    return new JobDefinitionException(
        "job "
            + context.job()
            + ": "
            + keeper
            + " keeps "
            + decoder.type().getSimpleName()
            + " records, which are views on a block's bytes and valid only inside the function;"
            + " map them to values first");
  }
}
