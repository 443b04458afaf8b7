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

    assertThat(context.plan().operators())
        .extracting(Operator::name)
        .containsExactly("flatMap-1", "words", "count-3");
    assertThat(context.plan().operators().get(1)).isInstanceOf(Operator.Filter.class);
  }

  @Test
  void every_kind_of_operator_can_be_named() {
    context
        .source(SOURCE, Decoders.lines())
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

    assertThat(context.plan().operators())
        .extracting(Operator::name)
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void a_name_needs_an_operator_and_must_be_new() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());

    assertThatThrownBy(() -> lines.named("x"))
        .hasMessage("job job: x names no operator; call named(..) behind one");
    assertThatThrownBy(() -> lines.map(a -> a).named("x").map(a -> a).named("x"))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("job job has two operators named x; names must differ");
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
    assertThat(context.plan().operators()).hasSize(2);
  }

  @Test
  void a_job_has_one_source_and_one_sink() {
    assertThatThrownBy(context::plan).hasMessageStartingWith("job job has no source");
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    assertThatThrownBy(context::plan).hasMessageStartingWith("job job has a source without a sink");
    assertThatThrownBy(() -> context.source(SOURCE, Decoders.lines()))
        .hasMessageStartingWith("job job has two sources");
    lines.to(Sinks.console());
    assertThatThrownBy(() -> lines.to(Sinks.console()))
        .hasMessage("job job has two sinks; a job has one sink");
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
