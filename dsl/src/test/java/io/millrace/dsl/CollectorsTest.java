package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectorsTest {
  @Test
  void text_is_a_line_a_record_and_forgotten_once_written() throws Exception {
    SinkCollector<Object> collector = Sinks.file("out").collector();
    collector.accept("grün");
    collector.accept(new KeyValue<>("a", 2L));

    assertThat(new String(finish(collector), StandardCharsets.UTF_8)).isEqualTo("grün\na\t2\n");
    collector.accept("lost");
    collector.discard();
    assertThat(finish(collector)).isEmpty();
  }

  @Test
  void ids_become_runs_block_by_block() throws Exception {
    SinkCollector<StampedRecord> collector = Sinks.latency().collector();
    BlockOrigin first = new BlockOrigin(new StreamId(3), 100, 250, 2);
    collect(collector, first, 1294, 1295, 0, 1, 5, 6, 6);
    BlockOrigin second = new BlockOrigin(new StreamId(3), 250, 280, 2);
    collect(collector, second, 7, 8);

    assertThat(blocks(finish(collector)))
        .containsExactly(
            new IdRuns(first, 1296, List.of(run(1294, 4), run(5, 2), run(6, 1))),
            new IdRuns(second, 1296, List.of(run(7, 2))));
  }

  @Test
  void a_task_that_failed_inside_a_block_leaves_no_ids() throws Exception {
    SinkCollector<StampedRecord> collector = Sinks.latency().collector();
    BlockOrigin origin = new BlockOrigin(new StreamId(0), 0, 30, 0);
    collect(collector, origin, 1);
    collector.beginBlock(origin);
    accept(collector, 2);
    collector.discard();

    collect(collector, origin, 3);
    assertThat(blocks(finish(collector)))
        .containsExactly(new IdRuns(origin, 1296, List.of(run(3, 1))));
  }

  private static void collect(
      SinkCollector<StampedRecord> collector, BlockOrigin origin, long... ids) throws Exception {
    collector.beginBlock(origin);
    for (long id : ids) {
      accept(collector, id);
    }
    collector.endBlock();
  }

  private static void accept(SinkCollector<StampedRecord> collector, long id) throws Exception {
    StampedRecord record = new StampedRecord(1296);
    record.show(id, 0, 0);
    collector.accept(record);
  }

  private static IdRuns.Run run(long first, long length) {
    return new IdRuns.Run(first, length);
  }

  private static byte[] finish(SinkCollector<?> collector) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    collector.finish(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static List<IdRuns> blocks(byte[] bytes) throws IOException {
    DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes));
    List<IdRuns> blocks = new ArrayList<>();
    while (input.available() > 0) {
      blocks.add(IdRuns.readFrom(input));
    }
    return blocks;
  }
}
