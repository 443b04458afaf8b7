package io.millrace.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.JobGraph;
import io.millrace.core.model.TaskBinary;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.Operator;
import io.millrace.dsl.Sink;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Source;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanCompilerTest {
  private static final ClassLoader LOADER = PlanCompilerTest.class.getClassLoader();

  @Test
  void cuts_at_each_shuffle_and_hands_the_boundary_to_both_sides() throws IOException {
    JobGraph graph = PlanCompiler.compile(JobsUnderTest.threeStages(3), 4, JobsUnderTest.CODE);

    assertThat(graph.binaries()).extracting(TaskBinary::stage).containsExactly(0, 1, 2);
    assertThat(graph.shuffles()).containsExactly(4, 1);
    assertThat(graph.labels()).containsExactly("a:1", "b:2");
    List<StageTemplate> stages = graph.binaries().stream().map(PlanCompilerTest::read).toList();
    assertThat(stages.get(0).input()).isEqualTo(new StageTemplate.Decoded(Decoders.lines()));
    assertThat(names(stages.get(0))).containsExactly("filter-1");
    assertThat(stages.get(0).outputs())
        .singleElement()
        .isInstanceOfSatisfying(
            StageTemplate.Combined.class,
            out -> assertThat(out.boundary()).isInstanceOf(Operator.AggregateByKey.class));
    assertThat(stages.get(1).input())
        .isInstanceOfSatisfying(
            StageTemplate.Merged.class,
            in -> assertThat(in.boundary().name()).isEqualTo("reduce-2"));
    assertThat(names(stages.get(1))).containsExactly("map-3");
    assertThat(stages.get(2).input())
        .isEqualTo(new StageTemplate.Merged(new Operator.Count("count-4")));
    assertThat(stages.get(2).nodes())
        .containsExactly(new StageTemplate.Collected("sink-1", Sinks.console()));
  }

  @Test
  void source_and_sink_travel_by_themselves() throws IOException {
    JobGraph graph = PlanCompiler.compile(JobsUnderTest.threeStages(3), 4, JobsUnderTest.CODE);

    StreamReading reading =
        Serialized.read(graph.sources().get(0).reading(), StreamReading.class, LOADER);
    assertThat(reading.source().splits()).containsExactly("a:1", "b:2");
    assertThat(reading.framing()).isSameAs(Decoders.lines().framing());
    assertThat(Serialized.read(graph.sinks().get(0).description(), Sink.class, LOADER))
        .isEqualTo(Sinks.console());
  }

  @Test
  void an_id_depends_on_code_and_captured_values_but_not_on_partitions() {
    List<String> ids = ids(3, 4, "code digest");

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{64}"));
    assertThat(ids(3, 8, "code digest")).isEqualTo(ids);
    assertThat(ids(3, 4, "other digest")).doesNotContainAnyElementsOf(ids);
    assertThat(ids(5, 4, "code digest").get(0)).isNotEqualTo(ids.get(0));
    assertThat(ids(5, 4, "code digest").subList(1, 3)).isEqualTo(ids.subList(1, 3));
  }

  @Test
  void the_ids_are_the_same_in_another_jvm() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2", // other identity hash codes than here
                "-cp",
                System.getProperty("java.class.path"),
                JobsUnderTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(other.getInputStream().readAllBytes(), UTF_8);

    assertThat(other.waitFor()).describedAs(printed).isZero();
    assertThat(printed.lines().toList()).hasSize(7).isEqualTo(JobsUnderTest.ids());
  }

  @Test
  void what_cannot_travel_is_named_with_its_operator() {
    Thread captured = new Thread(() -> {}, "never started");
    StreamContext context = new StreamContext("job");
    context
        .source(Sources.socket("a", 1), Decoders.lines())
        .map(String::length)
        .filter(length -> length > captured.getPriority())
        .named("by priority")
        .to(Sinks.console());

    assertThatThrownBy(() -> PlanCompiler.compile(context.plan(), 1, JobsUnderTest.CODE))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "job job: operator by priority captures java.lang.Thread, which can't be serialized (field"
                + " predicate, a local variable of type java.lang.Thread); copy what it needs of it to a local variable, or make the class Serializable");
  }

  @Test
  void a_source_that_cannot_travel_is_named() {
    StreamContext context = new StreamContext("job");
    context.source(new Unserializable(new Thread()), Decoders.lines()).to(Sinks.console());

    assertThatThrownBy(() -> PlanCompiler.compile(context.plan(), 1, JobsUnderTest.CODE))
        .hasMessageStartingWith("job job: source source-1 captures java.lang.Thread");
  }

  @Test
  void a_source_without_splits_is_refused() {
    StreamContext context = new StreamContext("job");
    context.source(new Splitting(0), Decoders.lines()).named("parts").to(Sinks.console());

    assertThatThrownBy(() -> PlanCompiler.compile(context.plan(), 1, JobsUnderTest.CODE))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "job job: source parts has no splits, so there is nothing to read; its splits() must"
                + " name one at least");
  }

  /** Its splits may be others at the next call, as the parts of a topic are. */
  @Test
  void a_source_is_asked_for_its_splits_once() {
    StreamContext context = new StreamContext("job");
    context.source(new Splitting(2), Decoders.lines()).to(Sinks.console());

    JobGraph graph = PlanCompiler.compile(context.plan(), 1, JobsUnderTest.CODE);

    assertThat(graph.labels()).containsExactly("split 0", "split 1");
    assertThat(graph.sinks().get(0).partitions()).isEqualTo(2);
  }

  private static List<String> ids(int captured, int partitions, String code) {
    return PlanCompiler.compile(
            JobsUnderTest.threeStages(captured), partitions, code.getBytes(UTF_8))
        .binaries()
        .stream()
        .map(binary -> binary.id().hex())
        .toList();
  }

  private static List<String> names(StageTemplate stage) {
    return stage.nodes().stream()
        .filter(StageTemplate.Applied.class::isInstance)
        .map(node -> ((StageTemplate.Applied) node).operator().name())
        .toList();
  }

  private static StageTemplate read(TaskBinary binary) {
    try {
      return Serialized.read(binary.bytes(), StageTemplate.class, LOADER);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private record Unserializable(Thread thread) implements Source {
    @Override
    public List<String> splits() {
      return List.of(thread.getName());
    }
  }

  /** Has one split more each time it is asked. */
  private static final class Splitting implements Source {
    private static final long serialVersionUID = 1L;
    private int splits;

    Splitting(int splits) {
      this.splits = splits;
    }

    @Override
    public List<String> splits() {
      List<String> names = IntStream.range(0, splits).mapToObj(i -> "split " + i).toList();
      splits += names.isEmpty() ? 0 : 1;
      return names;
    }
  }
}
