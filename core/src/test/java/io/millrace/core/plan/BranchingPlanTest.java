package io.millrace.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobGraph;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageInput.Streams;
import io.millrace.core.model.StageOutput.ToShuffle;
import io.millrace.core.model.StageOutput.ToSink;
import io.millrace.core.model.StageSpec;
import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Operator;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BranchingPlanTest {
  private final StreamContext context = new StreamContext("job");
  private final DStream<String> lines = context.source(Sources.socket("a", 1), Decoders.lines());

  @Test
  void each_source_and_each_shuffle_begins_a_stage_with_all_its_ends() {
    JobGraph graph = PlanCompiler.compile(JobsUnderTest.branching(), 4, JobsUnderTest.CODE);

    assertThat(graph.stages())
        .extracting(StageSpec::input)
        .containsExactly(
            new Streams(0), new Streams(1), new StageInput.Shuffle(0), new StageInput.Shuffle(1));
    assertThat(graph.stages())
        .extracting(StageSpec::outputs)
        .containsExactly(
            List.of(new ToSink(0, 0), new ToShuffle(0)),
            List.of(new ToSink(0, 2), new ToShuffle(0)),
            List.of(new ToSink(1, 3), new ToShuffle(1)),
            List.of(new ToSink(2, 7)));
    assertThat(graph.shuffles()).containsExactly(4, 1);
    assertThat(graph.feeders(0)).containsExactly(0, 1);
    assertThat(graph.feeders(1)).containsExactly(2);
  }

  @Test
  void streams_and_sink_partitions_are_numbered_through_the_job() {
    JobGraph graph = PlanCompiler.compile(JobsUnderTest.branching(), 4, JobsUnderTest.CODE);

    assertThat(graph.sources())
        .extracting(SourceSpec::name)
        .containsExactly("source-1", "source-2");
    assertThat(graph.sources()).extracting(SourceSpec::firstStream).containsExactly(0, 2);
    assertThat(graph.labels()).containsExactly("a:1", "b:2", "c:3");
    assertThat(graph.sourceOf(new StreamId(2)).name()).isEqualTo("source-2");
    assertThat(graph.sourceOf(new StreamId(2)).splitOf(new StreamId(2))).isZero();
    assertThat(graph.sinks()).extracting(SinkSpec::firstPartition).containsExactly(0, 3, 7);
    assertThat(graph.sinks()).extracting(SinkSpec::partitions).containsExactly(3, 4, 1);
  }

  @Test
  void what_lies_behind_a_union_is_part_of_each_stage_that_leads_there() {
    JobGraph graph = PlanCompiler.compile(JobsUnderTest.branching(), 4, JobsUnderTest.CODE);

    assertThat(drawn(graph, 0)).containsExactly("-> 0 1", "sink-1", "count-3");
    assertThat(drawn(graph, 1)).containsExactly("-> 0", "trimmed -> 1 2", "sink-1", "count-3");
    assertThat(drawn(graph, 2)).containsExactly("-> 0 1", "sink-2", "count-4");
    assertThat(drawn(graph, 3)).containsExactly("-> 0", "sink-3");
  }

  @Test
  void branches_that_meet_again_in_one_stage_share_what_lies_behind() {
    DStream<Object> lengths = lines.map(String::length);
    DStream<Object> long_ = lines.<Object>map(line -> line).filter(line -> true);
    lengths.union(long_).map(Object::hashCode).keyBy(hash -> hash).count().to(Sinks.console());

    assertThat(drawn(compiled(), 0))
        .containsExactly(
            "-> 0 1", "map-1 -> 3", "map-2 -> 2", "filter-3 -> 3", "map-5 -> 4", "count-6");
  }

  @Test
  void a_stream_that_is_in_a_union_twice_is_pushed_twice() {
    DStream<String> twice = lines.union(lines);
    lines.filter(line -> true).to(Sinks.console());
    twice.union(lines).to(Sinks.console());

    assertThat(drawn(compiled(), 0))
        .as("in order of definition")
        .containsExactly("-> 0 2 2 2", "filter-2 -> 1", "sink-1", "sink-2");
  }

  @Test
  void sources_that_are_read_in_the_same_way_share_a_task_binary() {
    lines.union(context.source(Sources.socket("b", 2), Decoders.lines())).to(Sinks.console());

    assertThat(compiled().stages()).hasSize(2);
    assertThat(compiled().binaries()).hasSize(1);
  }

  @Test
  void a_stream_is_shown_in_the_partitions_its_stage_writes_unless_it_goes_through_a_shuffle() {
    DStream<String> pairs =
        context.source(Sources.sockets(List.of("b:2", "c:3")), Decoders.lines());
    lines.union(pairs).to(Sinks.console());
    pairs.map(String::trim).to(Sinks.console());
    DStream<String> counted = context.source(Sources.socket("d", 4), Decoders.lines());
    counted.count().to(Sinks.file("counts"));
    counted.to(Sinks.file("raw"));

    JobGraph graph = compiled();
    assertThat(graph.shownIn(new StreamId(0))).containsExactly(0);
    assertThat(graph.shownIn(new StreamId(2))).containsExactly(2, 4);
    assertThat(graph.shownIn(new StreamId(3))).isEmpty();
  }

  private JobGraph compiled() {
    return PlanCompiler.compile(context.plan(), 4, JobsUnderTest.CODE);
  }

  /** Each node with the places of those that take its records; the input first. */
  private static List<String> drawn(JobGraph graph, int stage) {
    StageTemplate template = read(graph.stages().get(stage));
    List<String> drawn = new ArrayList<>();
    drawn.add(arrow(template.first()).strip());
    for (StageTemplate.Node node : template.nodes()) {
      if (node instanceof StageTemplate.Applied applied) {
        drawn.add(applied.operator().name() + arrow(applied.next()));
      } else if (node instanceof StageTemplate.Combined combined) {
        drawn.add(((Operator) combined.boundary()).name());
      } else if (node instanceof StageTemplate.Collected collected) {
        drawn.add(collected.name());
      }
    }
    return drawn;
  }

  private static String arrow(List<Integer> places) {
    return " -> " + String.join(" ", places.stream().map(String::valueOf).toList());
  }

  private static StageTemplate read(StageSpec stage) {
    try {
      return Serialized.read(
          stage.binary().bytes(), StageTemplate.class, BranchingPlanTest.class.getClassLoader());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
