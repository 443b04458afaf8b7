package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DStreamTest {
  private static final Source SOURCE = Sources.socket("localhost", 9999);

  private final StreamContext context = new StreamContext("job");

  @Test
  void operators_are_named_by_place_unless_named_by_the_user() {
    context
        .source(SOURCE, Decoders.lines())
        .flatMap(line -> List.of(line.split(" ")))
        .filter(word -> !word.isEmpty())
        .named("words")
        .keyBy(word -> word)
        .count()
        .to(Sinks.console());

    assertThat(names()).containsExactly("source-1", "flatMap-1", "words", "count-3", "sink-1");
  }

  @Test
  void every_kind_of_operator_can_be_named() {
    context
        .source(SOURCE, Decoders.lines())
        .named("lines")
        .map(line -> line)
        .named("a")
        .flatMap(List::of)
        .named("b")
        .keyBy(line -> line)
        .reduce((left, right) -> left)
        .named("c")
        .keyBy(KeyValue::key)
        .count()
        .named("d")
        .count()
        .named("e")
        .to(Sinks.console());

    assertThat(names()).containsExactly("lines", "a", "b", "c", "d", "e", "sink-1");
  }

  @Test
  void side_streams_come_only_from_where_there_are_any() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    DStream<String> mapped = lines.map(line -> line);

    assertThatThrownBy(() -> mapped.sideOutput(new OutputTag<String>("late")))
        .hasMessage(
            "job job: map-1 has no side outputs; take them from process(..) or mapPartition(..)");
    assertThatThrownBy(mapped::deadLetters)
        .hasMessage(
            "job job: map-1 is no source; only what a source's decoder refuses is a dead letter");
    assertThatThrownBy(() -> new OutputTag<String>(" ")).hasMessage("a side output needs a name");
  }

  @Test
  void a_side_stream_that_goes_nowhere_is_refused() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    lines.deadLetters();
    lines.to(Sinks.console());

    assertThatThrownBy(context::plan)
        .hasMessage(
            "job job: records of source-1.dead-letters go nowhere; end it with to(sink) or remove"
                + " it");
  }

  @Test
  void fractions_and_counts_out_of_range_are_refused() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());

    assertThatThrownBy(() -> lines.sample(1.5, 1))
        .hasMessage("job job: sample-1 keeps a fraction of 1.5; it must lie in 0..1");
    assertThatThrownBy(() -> lines.topK(0, (l, r) -> l.compareTo(r)))
        .hasMessage("job job: topK-1 keeps 0 records; it must keep 1 at least");
  }

  @Test
  void what_keeps_records_refuses_views() {
    DStream<StampedRecord> views = context.source(SOURCE, Decoders.stamped(20));

    assertThatThrownBy(views::repartition).hasMessageContaining("repartition-1 keeps Stamped");
    assertThatThrownBy(views::distinct).hasMessageContaining("distinct-1 keeps StampedRecord");
    assertThatThrownBy(() -> views.topK(1, (l, r) -> 0)).hasMessageContaining("topK-1 keeps");
    assertThatThrownBy(() -> views.min((l, r) -> 0)).hasMessageContaining("min-1 keeps Stamped");
    assertThatThrownBy(() -> views.keyBy(view -> 1).group())
        .hasMessageContaining("group-1 keeps StampedRecord");
    assertThatThrownBy(() -> views.keyBy(view -> view).sum(view -> 1L))
        .hasMessageContaining("sum-1 keeps StampedRecord");
  }

  @Test
  void two_operators_with_one_name_are_refused_also_where_one_of_them_was_derived() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    DStream<String> first = lines.map(a -> a).named("map-2");
    DStream<String> second = first.map(a -> a);
    second.to(Sinks.console());

    assertThatThrownBy(context::plan)
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("job job has two operators named map-2; names must differ");
    second.named("other");
    assertThat(names()).containsExactly("source-1", "map-2", "other", "sink-1");
  }

  @Test
  void views_can_be_looked_at_but_not_kept() {
    DStream<StampedRecord> views = context.source(SOURCE, Decoders.stamped(20)).filter(r -> true);

    assertThatThrownBy(() -> views.keyBy(StampedRecord::id).reduce((left, right) -> left))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageContaining("reduce-2 keeps StampedRecord records");
    assertThatThrownBy(() -> views.keyBy(record -> record).count())
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageContaining("count-2 keeps StampedRecord records");
    assertThatThrownBy(() -> views.map(record -> record).to(new Keeping<>()))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageContaining("sink Keeping keeps StampedRecord records");

    views.keyBy(StampedRecord::connection).count().to(new Keeping<>());
  }

  @Test
  void records_that_go_nowhere_are_refused() {
    assertThatThrownBy(context::plan)
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("job job has no source; start with context.source(..)");
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    assertThatThrownBy(context::plan)
        .hasMessage("job job: records of source-1 go nowhere; end it with to(sink) or remove it");
    lines.to(Sinks.console());
    context.plan();
    lines.filter(line -> true).map(String::length);
    assertThatThrownBy(context::plan)
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("job job: records of map-2 go nowhere; end it with to(sink) or remove it");
  }

  @Test
  void sources_name_what_is_wrong_with_an_endpoint() {
    assertThat(Sources.sockets(List.of("a:1", "b:65535")).splits())
        .containsExactly("a:1", "b:65535");
    assertThatThrownBy(() -> Sources.sockets(List.of("a:1", "b")))
        .hasMessage("socket source b is not host:port");
    assertThatThrownBy(() -> Sources.socket("a", 65_536))
        .hasMessage("socket source a:65536: the port must lie in 1..65535");
    assertThatThrownBy(() -> Sources.sockets(List.of(":7")))
        .hasMessage("socket source :7 has no host");
    assertThatThrownBy(() -> Sources.sockets(List.of()))
        .hasMessage("a socket source needs at least one host:port");
  }

  private List<String> names() {
    return context.plan().nodes().stream().map(LogicalPlan.Node::name).toList();
  }

  private record Keeping<T>() implements Sink<T> {
    @Override
    public SinkCollector<T> collector() {
      throw new UnsupportedOperationException("only described here");
    }

    @Override
    public boolean keepsRecords() {
      return true;
    }
  }
}
