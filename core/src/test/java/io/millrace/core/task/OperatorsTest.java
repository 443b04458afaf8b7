package io.millrace.core.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.Aggregator;
import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Emitter;
import io.millrace.dsl.OutputTag;
import io.millrace.dsl.PartitionFunction;
import io.millrace.dsl.Sinks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each operator by way of its task binary, over two map tasks and all partitions. */
class OperatorsTest {
  private static final String FIRST = "b\na\nc\na\n";
  private static final String SECOND = "a\nd\nb\n";
  private static final List<String> PEEKED = new ArrayList<>();

  @Test
  void peek_shows_each_record_and_hands_it_on() throws Exception {
    PEEKED.clear();
    assertThat(narrow(lines -> lines.peek(line -> PEEKED.add(line)).to(Sinks.console())))
        .containsExactly("b", "a", "c", "a", "a", "d", "b");
    assertThat(PEEKED).containsExactly("b", "a", "c", "a", "a", "d", "b");
  }

  @Test
  void map_partition_sees_each_task_by_itself_from_its_begin_to_its_end() throws Exception {
    assertThat(narrow(lines -> lines.mapPartition(Numbering::new).to(Sinks.console())))
        .containsExactly("1b", "2a", "3c", "4a", "of 4", "1a", "2d", "3b", "of 3");
  }

  @Test
  void process_emits_to_the_stream_and_to_the_side_outputs_that_are_taken() throws Exception {
    OutputTag<String> vowels = new OutputTag<>("vowels");
    OutputTag<String> ignored = new OutputTag<>("ignored");
    List<Task> stages =
        Stages.of(
            Decoders.lines(),
            new ManualClock(0),
            lines -> {
              DStream<String> rest =
                  lines.process(
                      (line, out) -> {
                        if (line.equals("a")) {
                          out.emit(vowels, "vowel " + line);
                        } else {
                          out.emit(line);
                          out.emit(ignored, line);
                        }
                      });
              rest.to(Sinks.file("rest"));
              rest.sideOutput(vowels).map(String::toUpperCase).to(Sinks.file("vowels"));
            });

    List<TaskResult.Output> outputs =
        stages.get(0).run(List.of(Stages.block(0, FIRST)), o -> 0).outputs();

    assertThat(text(outputs.get(0))).containsExactly("b", "c");
    assertThat(text(outputs.get(1))).containsExactly("VOWEL A", "VOWEL A");
  }

  @Test
  void a_side_output_that_is_taken_twice_goes_to_both() throws Exception {
    OutputTag<String> copies = new OutputTag<>("copies");
    List<Task> stages =
        Stages.of(
            Decoders.lines(),
            new ManualClock(0),
            lines -> {
              DStream<String> none = lines.process((line, out) -> out.emit(copies, line));
              none.to(Sinks.file("none"));
              none.sideOutput(copies).to(Sinks.file("as-they-are"));
              none.sideOutput(copies)
                  .named("to be raised")
                  .map(String::toUpperCase)
                  .to(Sinks.file("raised"));
            });

    List<TaskResult.Output> outputs =
        stages.get(0).run(List.of(Stages.block(0, SECOND)), o -> 0).outputs();

    assertThat(text(outputs.get(0))).isEmpty();
    assertThat(text(outputs.get(1))).containsExactly("a", "d", "b");
    assertThat(text(outputs.get(2))).containsExactly("A", "D", "B");
  }

  @Test
  void dead_letters_are_a_stream_when_the_job_takes_them_and_still_counted() throws Exception {
    List<Task> stages =
        Stages.of(
            Decoders.stamped(15),
            new ManualClock(0),
            records -> {
              records.to(Sinks.latency());
              records
                  .deadLetters()
                  .map(letter -> letter.position() + letter.text())
                  .to(Sinks.console());
            });

    TaskResult result =
        stages.get(0).run(List.of(Stages.block(30, "bad\n0aa 0000000001\nworse\n")), o -> 0);

    assertThat(text(result.outputs().get(1))).containsExactly("30bad", "49worse");
    assertThat(result.report().rejected()).isEqualTo(2);
    assertThat(result.report().records()).isEqualTo(1);
    assertThat(result.rejected()).isEmpty();
  }

  @Test
  void a_sample_is_about_its_fraction_and_the_same_when_a_task_is_tried_again() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append(i).append('\n');
    }
    Consumer<DStream<String>> job = lines -> lines.sample(0.3, 42).to(Sinks.console());

    List<String> once = run(job, 0, text.toString());

    assertThat(once).hasSizeBetween(2_800, 3_200);
    assertThat(run(job, 0, text.toString())).isEqualTo(once);
    assertThat(run(lines -> lines.sample(0.3, 43).to(Sinks.console()), 0, text.toString()))
        .isNotEqualTo(once);
  }

  @Test
  void folds_of_a_whole_batch_go_over_all_tasks() throws Exception {
    assertThat(ofAll(lines -> lines.reduce((l, r) -> l + r).to(Sinks.console())))
        .containsExactly("bacaadb");
    assertThat(ofAll(lines -> lines.sum(line -> (long) line.charAt(0)).to(Sinks.console())))
        .containsExactly(String.valueOf(98 + 97 + 99 + 97 + 97 + 100 + 98));
    assertThat(ofAll(lines -> lines.min((l, r) -> l.compareTo(r)).to(Sinks.console())))
        .containsExactly("a");
    assertThat(ofAll(lines -> lines.max((l, r) -> l.compareTo(r)).to(Sinks.console())))
        .containsExactly("d");
    assertThat(ofAll(lines -> lines.topK(3, (l, r) -> l.compareTo(r)).to(Sinks.console())))
        .containsExactly("[d, c, b]");
    assertThat(ofAll(lines -> lines.aggregate(new Longest()).to(Sinks.console())))
        .containsExactly("7 lines");
  }

  @Test
  void folds_by_key_go_over_all_tasks() throws Exception {
    assertThat(
            keyed(
                lines ->
                    lines.keyBy(l -> l).sum(line -> (long) line.charAt(0)).to(Sinks.console())))
        .containsExactlyInAnyOrder("a\t291", "b\t196", "c\t99", "d\t100");
    assertThat(keyed(lines -> lines.keyBy(l -> l).group().to(Sinks.console())))
        .containsExactlyInAnyOrder("a\t[a, a, a]", "b\t[b, b]", "c\t[c]", "d\t[d]");
    assertThat(
            keyed(lines -> lines.keyBy(l -> 1).max((l, r) -> l.compareTo(r)).to(Sinks.console())))
        .containsExactly("1\td");
    assertThat(
            keyed(lines -> lines.keyBy(l -> 1).min((l, r) -> l.compareTo(r)).to(Sinks.console())))
        .containsExactly("1\ta");
    assertThat(keyed(lines -> lines.keyBy(l -> 1).first().to(Sinks.console())))
        .containsExactly("1\tb");
    assertThat(keyed(lines -> lines.keyBy(l -> l).aggregate(new Longest()).to(Sinks.console())))
        .containsExactlyInAnyOrder("a\t3 lines", "b\t2 lines", "c\t1 lines", "d\t1 lines");
  }

  @Test
  void distinct_keeps_the_first_of_equal_records() throws Exception {
    assertThat(keyed(lines -> lines.distinct().to(Sinks.console())))
        .containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(keyed(lines -> lines.distinctBy(l -> l.compareTo("b") > 0).to(Sinks.console())))
        .containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void repartition_deals_records_evenly_and_loses_none() throws Exception {
    List<Task> stages =
        Stages.of(
            Decoders.lines(), new ManualClock(0), lines -> lines.repartition().to(Sinks.console()));
    List<TaskResult> maps = maps(stages.get(0), 3, FIRST, SECOND);
    List<String> all = new ArrayList<>();
    for (int partition = 0; partition < 3; partition++) {
      List<String> part = text(reduced(stages.get(1), maps, partition));
      assertThat(part).hasSizeBetween(2, 3);
      all.addAll(part);
    }
    assertThat(all).containsExactlyInAnyOrder("b", "a", "c", "a", "a", "d", "b");
  }

  @Test
  void an_error_behind_an_emitter_is_that_of_the_operator_that_threw() {
    assertThatThrownBy(
            () ->
                narrow(
                    lines ->
                        lines
                            .process((String line, Emitter<String> out) -> out.emit(line))
                            .map(line -> line.substring(5))
                            .to(Sinks.console())))
        .isInstanceOfSatisfying(
            TaskException.class, e -> assertThat(e.failure().operator()).isEqualTo("map-2"));
  }

  private static final class Numbering implements PartitionFunction<String, String> {
    private int records;

    @Override
    public void accept(String record, Emitter<String> out) {
      records++;
      out.emit(records + record);
    }

    @Override
    public void finish(Emitter<String> out) {
      out.emit("of " + records);
    }
  }

  private record Longest() implements Aggregator<String, Integer, String> {
    @Override
    public Integer add(@Nullable Integer sum, String record) {
      return sum == null ? 1 : sum + 1;
    }

    @Override
    public Integer merge(Integer sum, Integer behind) {
      return sum + behind;
    }

    @Override
    public String result(Integer sum) {
      return sum + " lines";
    }
  }

  private static List<String> narrow(Consumer<DStream<String>> job) throws Exception {
    return run(job, 0, FIRST, SECOND);
  }

  private static List<String> ofAll(Consumer<DStream<String>> job) throws Exception {
    return run(job, 1, FIRST, SECOND);
  }

  private static List<String> keyed(Consumer<DStream<String>> job) throws Exception {
    return run(job, 3, FIRST, SECOND);
  }

  private static List<String> run(Consumer<DStream<String>> job, int partitions, String... blocks)
      throws Exception {
    List<Task> stages = Stages.of(Decoders.lines(), new ManualClock(0), job);
    List<TaskResult> maps = maps(stages.get(0), partitions, blocks);
    List<String> all = new ArrayList<>();
    if (stages.size() == 1) {
      maps.forEach(map -> all.addAll(text(map.outputs().get(0))));
    }
    for (int partition = 0; partition < partitions; partition++) {
      all.addAll(text(reduced(stages.get(1), maps, partition)));
    }
    return all;
  }

  private static List<TaskResult> maps(Task stage, int partitions, String... blocks)
      throws Exception {
    List<TaskResult> maps = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      maps.add(stage.run(List.of(Stages.block(1_000L * i, blocks[i])), o -> partitions));
    }
    return maps;
  }

  private static TaskResult.Output reduced(Task stage, List<TaskResult> maps, int partition)
      throws Exception {
    List<List<byte[]>> inputs = new ArrayList<>();
    for (TaskResult map : maps) {
      byte[] payload = map.outputs().get(0).partitions().get(partition);
      inputs.add(payload.length == 0 ? List.of() : List.of(payload));
    }
    return stage.run(partition, inputs, o -> 0).outputs().get(0);
  }

  private static List<String> text(TaskResult.Output output) {
    return new String(output.collected(), UTF_8).lines().toList();
  }
}
