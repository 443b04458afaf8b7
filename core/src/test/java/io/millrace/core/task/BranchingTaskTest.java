package io.millrace.core.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.millrace.core.block.Block;
import io.millrace.core.time.Clock;
import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.IdRuns;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.StampedRecord;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BranchingTaskTest {
  private static final Clock CLOCK = () -> 0;
  private static final List<String> SEEN = new ArrayList<>();

  @Test
  void each_end_of_a_stage_yields_its_own_output() throws Exception {
    List<Task> stages =
        stages(
            lines -> {
              lines.filter(line -> line.startsWith("a")).to(Sinks.console());
              lines.count().to(Sinks.console());
              lines.keyBy(line -> line.charAt(0)).count().to(Sinks.console());
              lines.to(Sinks.console());
            });

    TaskResult result =
        stages.get(0).run(List.of(Stages.block(0, "a1\nb1\na2\n")), output -> output);

    assertThat(result.outputs()).hasSize(4);
    assertThat(collected(result, 0)).isEqualTo("a1\na2\n");
    assertThat(result.outputs().get(1).partitions()).hasSize(1);
    assertThat(result.outputs().get(2).partitions()).hasSize(2);
    assertThat(collected(result, 3)).isEqualTo("a1\nb1\na2\n");
    assertThat(result.report().records()).isEqualTo(3);
    List<byte[]> counted = List.of(result.outputs().get(1).partitions().get(0));
    assertThat(collected(stages.get(1).run(0, List.of(counted), output -> 0), 0)).isEqualTo("3\n");
  }

  @Test
  void a_record_passes_the_branches_in_the_order_of_their_definition() throws Exception {
    SEEN.clear();
    Task task =
        stages(
                lines -> {
                  DStream<String> kept = lines.filter(line -> seen("filter", line));
                  kept.map(line -> line).filter(line -> seen("first", line)).to(Sinks.console());
                  kept.filter(line -> seen("second", line)).to(Sinks.console());
                  lines.filter(line -> seen("third", line)).to(Sinks.console());
                })
            .get(0);

    task.run(List.of(Stages.block(0, "x\ny\n")), output -> 0);

    assertThat(SEEN)
        .containsExactly(
            "filter x",
            "first x",
            "second x",
            "third x",
            "filter y",
            "first y",
            "second y",
            "third y");
  }

  @Test
  void what_branches_make_of_a_record_meets_again_behind_a_union() throws Exception {
    Task task =
        stages(
                lines ->
                    lines
                        .map(line -> line + "1")
                        .union(lines.map(line -> line + "2"), lines)
                        .map(line -> line + ".")
                        .to(Sinks.console()))
            .get(0);

    TaskResult result = task.run(List.of(Stages.block(0, "a\nb\n")), output -> 0);

    assertThat(collected(result, 0).lines())
        .containsExactly("a1.", "a2.", "a.", "b1.", "b2.", "b.");
  }

  @Test
  void a_branch_that_fails_leaves_nothing_in_the_others() throws Exception {
    Task task =
        stages(
                lines -> {
                  lines.to(Sinks.console());
                  lines.count().to(Sinks.console());
                  lines.map(Integer::parseInt).named("parse").to(Sinks.console());
                })
            .get(0);

    TaskException failed =
        catchThrowableOfType(
            TaskException.class, () -> task.run(List.of(Stages.block(0, "1\nx\n")), output -> 1));
    assertThat(failed.failure().operator()).isEqualTo("parse");

    TaskResult next = task.run(List.of(Stages.block(0, "2\n")), output -> 1);
    assertThat(collected(next, 0)).isEqualTo("2\n");
    assertThat(collected(next, 2)).isEqualTo("2\n");
    assertThat(next.outputs().get(1).partitions()).containsExactly(countOfOne());
  }

  @Test
  void every_sink_hears_where_a_block_begins_and_ends() throws Exception {
    Task task =
        Stages.of(
                Decoders.stamped(15),
                CLOCK,
                records -> {
                  records.to(Sinks.latency());
                  records.filter(record -> record.id() != 1).to(Sinks.latency());
                })
            .get(0);

    TaskResult result = task.run(List.of(stamped(3), stamped(1)), output -> 0);

    assertThat(ids(result, 0)).containsExactly(List.of(new IdRuns.Run(0, 3)), runOfOne());
    assertThat(ids(result, 1))
        .containsExactly(List.of(new IdRuns.Run(0, 1), new IdRuns.Run(2, 1)), runOfOne());
  }

  @Test
  void a_record_that_fans_out_costs_no_object() throws Exception {
    Task task =
        Stages.of(
                Decoders.stamped(15),
                CLOCK,
                records -> {
                  records.filter(record -> record.id() >= 0).to(Sinks.latency());
                  DStream<StampedRecord> same = records.map(record -> record);
                  same.to(Sinks.latency());
                  same.count().to(Sinks.console());
                })
            .get(0);
    List<Block> blocks = List.of(stamped(100_000));
    task.run(blocks, output -> 1);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = thread.getCurrentThreadAllocatedBytes();
    task.run(blocks, output -> 1);
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(100_000);
  }

  private static boolean seen(String by, String line) {
    return SEEN.add(by + " " + line);
  }

  private static List<Task> stages(Consumer<DStream<String>> job) throws IOException {
    return Stages.of(Decoders.lines(), CLOCK, job);
  }

  private static String collected(TaskResult result, int output) {
    return new String(result.outputs().get(output).collected(), UTF_8);
  }

  private static byte[] countOfOne() throws Exception {
    Task counting = stages(lines -> lines.count().to(Sinks.console())).get(0);
    TaskResult one = counting.run(List.of(Stages.block(0, "x\n")), output -> 1);
    return one.outputs().get(0).partitions().get(0);
  }

  private static List<IdRuns.Run> runOfOne() {
    return List.of(new IdRuns.Run(0, 1));
  }

  private static List<List<IdRuns.Run>> ids(TaskResult result, int output) throws IOException {
    byte[] bytes = result.outputs().get(output).collected();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<List<IdRuns.Run>> ids = new ArrayList<>();
    while (in.available() > 0) {
      ids.add(IdRuns.readFrom(in).runs());
    }
    return ids;
  }

  /** A block of records whose ids count from 0. */
  private static Block stamped(int records) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < records; i++) {
      String id = Integer.toString(36 * 36 + i % (36 * 36), 36);
      text.append('0').append(id, 1, 3).append(" 0000000001\n");
    }
    return Stages.block(0, text.toString());
  }
}
