package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamGraphTest {
  private static final Source SOURCE = Sources.socket("localhost", 9999);

  private final StreamContext context = new StreamContext("job");

  @Test
  void a_stream_used_twice_is_two_branches_of_one_node() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    DStream<Integer> lengths = lines.map(String::length);
    lengths.filter(length -> length > 3).to(Sinks.console());
    lengths.keyBy(length -> length).count().to(Sinks.file("counts"));
    lines.to(Sinks.console());

    assertThat(drawn())
        .containsExactly(
            "source-1 <- []",
            "map-1 <- [0]",
            "filter-2 <- [1]",
            "sink-1 <- [2]",
            "count-3 <- [1]",
            "sink-2 <- [4]",
            "sink-3 <- [0]");
  }

  @Test
  void a_union_has_all_its_streams_in_the_order_they_are_named() {
    DStream<String> left = context.source(SOURCE, Decoders.lines()).named("left");
    DStream<String> right = context.source(SOURCE, Decoders.lines());
    DStream<Integer> numbers = right.map(String::length);
    left.<Object>map(line -> line).union(numbers, left).named("all").to(Sinks.console());

    assertThat(drawn())
        .containsExactly(
            "left <- []",
            "source-2 <- []",
            "map-1 <- [1]",
            "map-2 <- [0]",
            "all <- [3, 2, 0]",
            "sink-1 <- [4]");
  }

  @Test
  void streams_of_two_jobs_do_not_meet() {
    StreamContext other = new StreamContext("other");
    DStream<String> here = context.source(SOURCE, Decoders.lines());
    DStream<String> there = other.source(SOURCE, Decoders.lines());

    assertThatThrownBy(() -> here.union(there))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "job job can't union a stream of job other; streams belong to the context they came"
                + " from");
  }

  @Test
  void a_union_of_views_and_values_is_taken_for_views_until_they_are_mapped() {
    DStream<StampedRecord> views = context.source(SOURCE, Decoders.stamped(20));
    DStream<Object> values = context.source(SOURCE, Decoders.lines()).map(line -> line);
    DStream<Object> both = values.union(views);

    assertThatThrownBy(() -> both.keyBy(Object::hashCode).reduce((left, right) -> left))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageContaining("reduce-3 keeps StampedRecord records");
    both.map(Object::toString).keyBy(text -> text).reduce((left, right) -> left);
  }

  @Test
  void a_side_stream_that_is_taken_twice_is_one_stream_with_two_branches() {
    OutputTag<String> late = new OutputTag<>("late");
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    DStream<String> split = lines.process((line, out) -> out.emit(late, line));
    split.to(Sinks.console());
    split.sideOutput(late).named("belated").to(Sinks.file("first"));
    split.sideOutput(late).to(Sinks.file("second"));
    lines.deadLetters().to(Sinks.file("third"));
    lines.deadLetters().to(Sinks.file("fourth"));

    assertThat(drawn())
        .containsExactly(
            "source-1 <- []",
            "process-1 <- [0]",
            "sink-1 <- [1]",
            "belated <- [1]",
            "sink-2 <- [3]",
            "sink-3 <- [3]",
            "source-1.dead-letters <- [0]",
            "sink-4 <- [6]",
            "sink-5 <- [6]");
  }

  @Test
  void a_sink_can_be_named() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    lines.to(Sinks.console());
    lines.to(Sinks.file("out")).named("archive");

    assertThat(drawn()).containsExactly("source-1 <- []", "sink-1 <- [0]", "archive <- [0]");
  }

  @Test
  void two_sinks_that_write_one_directory_are_refused() {
    DStream<String> lines = context.source(SOURCE, Decoders.lines());
    lines.to(Sinks.file("out"));
    lines.map(line -> line).to(Sinks.console());
    lines.filter(line -> true).to(Sinks.file("out").withPrefix("some"));
    assertThat(context.plan().nodes()).hasSize(6);
    lines.filter(line -> true).to(Sinks.file("./out/"));

    assertThatThrownBy(context::plan)
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "job job has two sinks that write files to ./out/; give each a directory or a prefix, or"
                + " union the streams");
  }

  private List<String> drawn() {
    List<String> drawn = new ArrayList<>();
    for (LogicalPlan.Node node : context.plan().nodes()) {
      drawn.add(node.name() + " <- " + node.upstream());
    }
    return drawn;
  }
}
