package io.millrace.core.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.block.Block;
import io.millrace.core.block.ReadMarks;
import io.millrace.core.model.TaskReport;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.KeyValue;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TaskTest {
  private final ManualClock clock = new ManualClock(0);

  @Test
  void maps_filters_and_flattens_across_blocks_and_read_ranges() throws Exception {
    Task task =
        Stages.of(
                Decoders.lines(),
                clock,
                lines ->
                    lines
                        .flatMap(line -> List.of(line.split(" ")))
                        .filter(word -> word.length() > 1)
                        .map(word -> word + "!")
                        .to(Sinks.console()))
            .get(0);
    // The second block came in two reads: "x yy\n" and "zz\n".
    Block second = Stages.block(20, "x yy\nzz\n", new ReadMarks(new int[] {5, 8}, new long[2]), 0);

    TaskResult result = task.run(List.of(Stages.block(10, "aa b cc\ndd\n"), second), o -> 0);

    assertThat(new String(result.outputs().get(0).collected(), UTF_8))
        .isEqualTo("aa!\ncc!\ndd!\nyy!\nzz!\n");
    assertThat(result.outputs().get(0).partitions()).isEmpty();
    assertThat(result.rejected()).isEmpty();
    TaskReport report = result.report();
    assertThat(report.records()).isEqualTo(4);
    assertThat(report.latencies()).isEmpty();
    assertThat(report.blocks()).extracting(block -> block.records()).containsExactly(2L, 2L);
    assertThat(report.blocks()).extracting(block -> block.from()).containsExactly(10L, 20L);
  }

  @Test
  void counts_words_over_a_shuffle_as_a_plain_loop_does() throws Exception {
    List<Task> stages =
        Stages.of(
            Decoders.lines(),
            clock,
            lines ->
                lines
                    .flatMap(line -> List.of(line.split(" ")))
                    .keyBy(word -> word)
                    .count()
                    .to(Sinks.console()));
    Random random = new Random(42);
    Map<String, Long> expected = new TreeMap<>();
    List<TaskResult> maps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String text = text(random, expected);
      maps.add(stages.get(0).run(List.of(Stages.block(0, text)), o -> 3));
    }

    Map<String, Long> counted = new TreeMap<>();
    for (int partition = 0; partition < 3; partition++) {
      List<List<byte[]>> outputs = new ArrayList<>();
      for (TaskResult map : maps) {
        outputs.add(chunks(map.outputs().get(0).partitions().get(partition), random));
      }
      TaskResult reduced = stages.get(1).run(partition, outputs, o -> 0);
      assertThat(reduced.report().shuffleBytesIn())
          .isEqualTo(outputs.stream().flatMap(List::stream).mapToLong(c -> c.length).sum());
      for (String line : new String(reduced.outputs().get(0).collected(), UTF_8).split("\n")) {
        String[] pair = line.split("\t");
        assertThat(counted.put(pair[0], Long.valueOf(pair[1]))).describedAs(pair[0]).isNull();
      }
    }
    assertThat(counted).isEqualTo(expected);
  }

  /** Lines of words, which are counted on the way. */
  private static String text(Random random, Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 200; word++) {
      String next = "w" + random.nextInt(50);
      counts.merge(next, 1L, Long::sum);
      text.append(next).append(word % 7 == 6 ? '\n' : ' ');
    }
    counts.merge("end", 1L, Long::sum);
    return text.append("end\n").toString();
  }

  @Test
  void reduces_in_the_order_of_records_and_of_map_tasks() throws Exception {
    List<Task> stages =
        Stages.of(
            Decoders.lines(),
            clock,
            lines ->
                lines
                    .keyBy(line -> line.charAt(0))
                    .reduce((left, right) -> left + "," + right)
                    .map(KeyValue::value)
                    .to(Sinks.console()));
    byte[] first = payload(stages.get(0), "b1\na1\n", "b2\n");
    byte[] second = payload(stages.get(0), "a2\nb3\n");

    TaskResult result = stages.get(1).run(0, List.of(List.of(first), List.of(second)), o -> 0);

    assertThat(new String(result.outputs().get(0).collected(), UTF_8))
        .isEqualTo("b1,b2,b3\na1,a2\n");
    assertThat(result.report().records()).isEqualTo(4);
    assertThat(result.report().blocks()).isEmpty();
  }

  @Test
  void counts_all_records_and_yields_nothing_for_none() throws Exception {
    List<Task> stages =
        Stages.of(Decoders.lines(), clock, lines -> lines.count().to(Sinks.console()));

    byte[] three = payload(stages.get(0), "a\nb\nc\n");
    byte[] one = payload(stages.get(0), "d\n");
    byte[] none = payload(stages.get(0));

    assertThat(none).isEmpty();
    TaskResult result =
        stages.get(1).run(0, List.of(List.of(three), List.of(), List.of(one)), o -> 0);
    assertThat(new String(result.outputs().get(0).collected(), UTF_8)).isEqualTo("4\n");
    assertThat(stages.get(1).run(0, List.of(List.of(none)), o -> 0).outputs().get(0).collected())
        .isEmpty();
  }

  @Test
  void a_shuffle_may_follow_a_shuffle() throws Exception {
    List<Task> stages =
        Stages.of(
            Decoders.lines(),
            clock,
            lines -> lines.keyBy(line -> line).count().count().to(Sinks.console()));

    byte[] words = payload(stages.get(0), "a\nb\na\n");
    TaskResult distinct = stages.get(1).run(0, List.of(List.of(words)), o -> 1);
    TaskResult counted =
        stages.get(2).run(0, List.of(distinct.outputs().get(0).partitions()), o -> 0);

    assertThat(distinct.outputs().get(0).collected()).isEmpty();
    assertThat(new String(counted.outputs().get(0).collected(), UTF_8)).isEqualTo("2\n");
  }

  @Test
  void malformed_records_are_set_aside_with_their_position() throws Exception {
    Task task =
        Stages.of(Decoders.stamped(15), clock, records -> records.to(Sinks.latency())).get(0);
    String text = "000 0000000001\nbad\n001 0000000002\n";
    int[] ends = {15, 34};

    TaskResult result =
        task.run(List.of(Stages.block(1000, text, new ReadMarks(ends, new long[2]), 0)), o -> 0);

    assertThat(result.report().records()).isEqualTo(2);
    assertThat(result.report().rejected()).isEqualTo(1);
    assertThat(result.report().blocks().get(0).records()).isEqualTo(2);
    assertThat(result.rejected())
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.stream()).isEqualTo(new StreamId(7));
              assertThat(rejected.position()).isEqualTo(1015);
              assertThat(rejected.bytes()).asString(UTF_8).isEqualTo("bad");
              assertThat(rejected.reason())
                  .isEqualTo("a record has 15 bytes with its newline, this one 4");
            });
  }

  @Test
  void of_many_malformed_records_all_are_counted_and_some_kept() throws Exception {
    Task task =
        Stages.of(Decoders.stamped(15), clock, records -> records.to(Sinks.latency())).get(0);

    TaskResult result = task.run(List.of(Stages.block(0, "bad\n".repeat(1001))), o -> 0);

    assertThat(result.report().rejected()).isEqualTo(1001);
    assertThat(result.rejected()).hasSize(TaskResult.MAX_REJECTED);
    assertThat(task.run(List.of(), o -> 0).rejected()).isEmpty();
  }

  /** What the map task sends to the only partition. */
  private static byte[] payload(Task map, String... blocks) throws TaskException {
    List<Block> input = new ArrayList<>();
    for (String text : blocks) {
      input.add(Stages.block(0, text));
    }
    return map.run(input, o -> 1).outputs().get(0).partitions().get(0);
  }

  private static List<byte[]> chunks(byte[] payload, Random random) {
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < payload.length; ) {
      int to = Math.min(payload.length, from + 1 + random.nextInt(40));
      chunks.add(Arrays.copyOfRange(payload, from, to));
      from = to;
    }
    return chunks;
  }
}
