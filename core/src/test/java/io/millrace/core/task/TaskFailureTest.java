package io.millrace.core.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.TaskFailure;
import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoder;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Framing;
import io.millrace.dsl.RecordCursor;
import io.millrace.dsl.Resource;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkCollector;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.StreamContext;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFailureTest {
  private final ManualClock clock = new ManualClock(0);

  @ParameterizedTest
  @ValueSource(strings = {"map", "filter", "flatMap", "elements", "key", "countKey"})
  void a_function_that_throws_is_named_with_cause_and_place(String operator) throws Exception {
    Task task = first(lines -> failingAt(operator, lines).to(Sinks.console()));

    TaskFailure failure = failure(task, "good\nbad\n");

    assertThat(failure.category()).isEqualTo(ErrorCategory.USER_CODE);
    assertThat(failure.operator()).isEqualTo("culprit");
    assertThat(failure.message())
        .startsWith("threw java.lang.IllegalStateException: no bad words, at ")
        .contains("TaskFailureTest.check(TaskFailureTest.java:");
  }

  @Test
  void a_reducer_that_throws_is_named_on_both_sides_of_the_shuffle() throws Exception {
    List<Task> stages =
        Stages.of(
            Decoders.lines(),
            clock,
            lines ->
                lines
                    .keyBy(line -> 1)
                    .reduce((left, right) -> check(left) + right)
                    .named("culprit")
                    .to(Sinks.console()));

    assertThat(failure(stages.get(0), "bad\nb\n").operator()).isEqualTo("culprit");
    byte[] bad =
        stages
            .get(0)
            .run(List.of(Stages.block(0, "bad\n")), o -> 1)
            .outputs()
            .get(0)
            .partitions()
            .get(0);
    byte[] next =
        stages
            .get(0)
            .run(List.of(Stages.block(4, "b\n")), o -> 1)
            .outputs()
            .get(0)
            .partitions()
            .get(0);
    TaskException behind =
        catchThrowableOfType(
            TaskException.class,
            () -> stages.get(1).run(0, List.of(List.of(bad), List.of(next)), o -> 0));
    assertThat(behind.failure().operator()).isEqualTo("culprit");
    assertThat(behind.failure().message()).contains("no bad words");
    assertThat(stages.get(1).run(0, List.of(List.of(next)), o -> 0).outputs().get(0).collected())
        .asString(UTF_8)
        .isEqualTo("1\tb\n");
  }

  @Test
  void a_resource_that_can_not_be_made_is_named_with_cause_and_place() throws Exception {
    Resource<String> dictionary =
        new StreamContext("job").resource("dictionary", () -> check("bad"));
    Task task =
        first(
            lines ->
                lines.map(line -> line + dictionary.get()).named("culprit").to(Sinks.console()));

    TaskFailure failure = failure(task, "x\n");

    assertThat(failure.category()).isEqualTo(ErrorCategory.USER_CODE);
    assertThat(failure.operator()).isEqualTo("culprit");
    assertThat(failure.message())
        .startsWith(
            "resource dictionary can't be made: java.lang.IllegalStateException: no bad words, at ")
        .contains("TaskFailureTest.check(TaskFailureTest.java:");
  }

  @Test
  void a_method_of_the_jdk_is_the_place_when_it_is_the_function() throws Exception {
    Task task = first(lines -> lines.map(Integer::parseInt).to(Sinks.console()));

    assertThat(failure(task, "x\n").message())
        .startsWith("threw java.lang.NumberFormatException: For input string: \"x\", at ")
        .contains("java.lang.Integer.parseInt(Integer.java:");
  }

  @Test
  void a_task_that_failed_leaves_nothing_behind_for_the_next() throws Exception {
    Task collecting = first(lines -> failingAt("map", lines).to(Sinks.console()));
    Task combining = first(lines -> failingAt("map", lines).count().to(Sinks.console()));
    Task byKey = first(lines -> failingAt("map", lines).keyBy(w -> w).count().to(Sinks.console()));

    failure(collecting, "lost\nbad\n");
    failure(combining, "lost\nbad\n");
    failure(byKey, "lost\nbad\n");

    assertThat(
            collecting.run(List.of(Stages.block(0, "kept\n")), o -> 0).outputs().get(0).collected())
        .asString(UTF_8)
        .isEqualTo("kept\n");
    assertThat(combining.run(List.of(), o -> 1).outputs().get(0).partitions())
        .containsExactly(new byte[0]);
    assertThat(byKey.run(List.of(), o -> 1).outputs().get(0).partitions())
        .containsExactly(new byte[0]);
  }

  @Test
  void a_value_that_cannot_cross_the_shuffle_is_named_with_its_operator() throws Exception {
    Task instants =
        first(
            lines ->
                lines
                    .map(line -> (Object) Instant.EPOCH)
                    .keyBy(i -> i)
                    .count()
                    .to(Sinks.console()));
    Task maps =
        first(lines -> lines.keyBy(line -> (Object) Map.of(line, 1)).count().to(Sinks.console()));

    TaskFailure failure = failure(instants, "a\n");
    assertThat(failure.operator()).isEqualTo("count-2");
    assertThat(failure.category()).isEqualTo(ErrorCategory.USER_CODE);
    assertThat(failure.message()).startsWith("java.time.Instant has no codec; use");
    assertThat(failure(maps, "a\n").message()).contains("can't be in a key");
  }

  @Test
  void an_element_that_is_null_is_an_error_and_not_the_end_of_the_elements() throws Exception {
    Task task =
        first(
            lines ->
                lines
                    .flatMap(
                        line -> Arrays.asList("before", line.isEmpty() ? null : line, "behind"))
                    .to(Sinks.console()));

    TaskFailure failure = failure(task, "a\n\n");

    assertThat(failure.operator()).isEqualTo("flatMap-1");
    assertThat(failure.category()).isEqualTo(ErrorCategory.USER_CODE);
    assertThat(failure.message())
        .isEqualTo("made null among its elements; leave out what is not there");
  }

  @Test
  void a_payload_that_is_cut_short_is_told_with_its_place() throws Exception {
    List<Task> stages =
        Stages.of(Decoders.lines(), clock, lines -> lines.count().to(Sinks.console()));

    TaskException thrown =
        catchThrowableOfType(
            TaskException.class,
            () -> stages.get(1).run(2, List.of(List.of(), List.of(new byte[] {0, 20})), o -> 0));

    assertThat(thrown.failure().category()).isEqualTo(ErrorCategory.INTERNAL);
    assertThat(thrown.failure().message())
        .isEqualTo("map output 1 of partition 2: a length of 10 exceeds the payload");
  }

  @Test
  void decoders_and_collectors_are_named_too() throws Exception {
    Task decoding = Stages.of(new Throwing(), clock, words -> words.to(Sinks.console())).get(0);
    Task collecting = first(lines -> lines.to(new Refusing()));

    assertThat(failure(decoding, "a\n").operator()).isEqualTo("decoder Throwing");
    TaskFailure failure = failure(collecting, "a\n");
    assertThat(failure.operator()).isEqualTo("sink-1 (Refusing)");
    assertThat(failure.category()).isEqualTo(ErrorCategory.SINK);
    assertThat(failure.message()).startsWith("threw java.io.IOException: no a, at ");
  }

  private static DStream<?> failingAt(String operator, DStream<String> lines) {
    return switch (operator) {
      case "map" -> lines.map(TaskFailureTest::check).named("culprit");
      case "filter" -> lines.filter(line -> !check(line).isEmpty()).named("culprit");
      case "flatMap" -> lines.flatMap(line -> List.of(check(line))).named("culprit");
      case "elements" ->
          lines
              .<String>flatMap(
                  line -> () -> List.of(line).stream().map(TaskFailureTest::check).iterator())
              .named("culprit");
      case "key" -> lines.keyBy(TaskFailureTest::check).reduce((a, b) -> a).named("culprit");
      case "countKey" -> lines.keyBy(TaskFailureTest::check).count().named("culprit");
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static String check(String word) {
    if (word.equals("bad")) {
      throw new IllegalStateException("no bad words");
    }
    return word;
  }

  private Task first(Consumer<DStream<String>> job) throws IOException {
    return Stages.of(Decoders.lines(), clock, job).get(0);
  }

  private static TaskFailure failure(Task task, String text) {
    return catchThrowableOfType(
            TaskException.class, () -> task.run(List.of(Stages.block(0, text)), o -> 1))
        .failure();
  }

  private record Throwing() implements Decoder<String> {
    @Override
    public Framing framing() {
      return Framing.line();
    }

    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public boolean isView() {
      return false;
    }

    @Override
    public RecordCursor<String> cursor() {
      return new Broken();
    }
  }

  private static final class Broken implements RecordCursor<String> {
    @Override
    public void reset(byte[] bytes, int from, int to, long referenceMicros) {}

    @Override
    public Next next() {
      throw new IllegalStateException("broken");
    }

    @Override
    public String value() {
      return "";
    }

    @Override
    public long generatedMicros() {
      return NO_TIME;
    }

    @Override
    public int start() {
      return 0;
    }

    @Override
    public int end() {
      return 0;
    }

    @Override
    public String rejection() {
      return "";
    }
  }

  private record Refusing() implements Sink<String> {
    @Override
    public SinkCollector<String> collector() {
      return new SinkCollector<>() {
        @Override
        public void accept(String record) throws IOException {
          throw new IOException("no " + record);
        }

        @Override
        public void finish(DataOutput output) {}

        @Override
        public void discard() {}
      };
    }
  }
}
