package io.millrace.connectors.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.BlockOrigin;
import io.millrace.dsl.IdRuns;
import io.millrace.dsl.StreamId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SequenceCheckTest {
  private static final long RANGE = 1296;

  private final SequenceCheck check = new SequenceCheck();

  @Test
  void blocks_that_follow_each_other_are_one_sequence_also_where_ids_start_again() {
    check.add(block(0, 0, 1290, 5_000));
    check.add(block(0, 0, (1290 + 5_000) % RANGE, 10));

    assertCounts(5_010, 0, 0);
  }

  @Test
  void what_is_missing_between_blocks_and_inside_them_is_lost() {
    check.add(block(0, 0, 10, 5));
    check.add(block(0, 0, 18, 2, 24, 1));

    assertCounts(8, 3 + 4, 0);
  }

  @Test
  void a_repeat_that_reaches_across_two_blocks_is_counted_once() {
    check.add(block(0, 0, 10, 5, 10, 2));
    check.add(block(0, 0, 12, 4));

    assertCounts(11, 0, 2 + 3);
  }

  @Test
  void a_block_inside_a_repeat_moves_nothing() {
    check.add(block(0, 0, 10, 10));
    check.add(block(0, 0, 12, 3));
    check.add(block(0, 0, 20, 1));

    assertCounts(14, 0, 3);
  }

  @Test
  void a_new_connection_and_another_stream_start_sequences_of_their_own() {
    check.add(block(0, 0, 10, 5));
    check.add(block(1, 0, 700, 5));
    check.add(block(0, 1, 0, 5));
    check.add(block(1, 0, 705, 5));

    assertCounts(20, 0, 0);
  }

  @RepeatedTest(200)
  void agrees_with_a_look_at_every_record(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Oracle oracle = new Oracle();
    int connection = 0;
    long id = random.nextLong(RANGE);
    for (int block = 0; block < 30; block++) {
      if (random.nextInt(10) == 0) {
        connection++;
        id = random.nextLong(RANGE);
        oracle.reconnected();
      }
      List<Long> ids = new ArrayList<>();
      int records = 1 + random.nextInt(40);
      for (int i = 0; i < records; i++) {
        ids.add(id);
        oracle.see(id);
        id = Math.floorMod(id + step(random), RANGE);
      }
      check.add(new IdRuns(new BlockOrigin(new StreamId(0), 0, 0, connection), RANGE, runs(ids)));
    }

    assertCounts(oracle.records, oracle.lost, oracle.duplicated);
  }

  /** Mostly the next id; now and then some ids left out or gone back. */
  private static long step(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> 1 + random.nextInt(20);
      case 1 -> -random.nextInt(20);
      default -> 1;
    };
  }

  @Test
  void counts_grow_with_commits_only() throws Exception {
    LatencyPartition partition = new LatencyPartition();
    byte[] first = bytes(block(0, 0, 0, 3), block(0, 0, 3, 3));

    Outputs.write(partition, 0, first);
    Outputs.write(partition, 1, first);
    assertThat(partition.metrics()).containsEntry("records", 0L);
    partition.commit(new BatchId(1));
    Outputs.write(partition, 2, bytes(block(0, 0, 7, 1)));
    Outputs.write(partition, 2, bytes(block(0, 0, 7, 1)));
    partition.commit(new BatchId(2));

    assertThat(partition.metrics()).isEqualTo(Map.of("records", 8L, "lost", 1L, "duplicated", 1L));
    assertThat(partition.lastCommitted()).isEqualTo(new BatchId(2));
  }

  private void assertCounts(long records, long lost, long duplicated) {
    assertThat(List.of(check.records(), check.lost(), check.duplicated()))
        .describedAs("records, lost, duplicated")
        .containsExactly(records, lost, duplicated);
  }

  private static byte[] bytes(IdRuns... blocks) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (IdRuns block : blocks) {
      block.writeTo(new DataOutputStream(bytes));
    }
    return bytes.toByteArray();
  }

  /** Pairs of first id and length. */
  private static IdRuns block(int stream, int connection, long... pairs) {
    List<IdRuns.Run> runs = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      runs.add(new IdRuns.Run(pairs[i], pairs[i + 1]));
    }
    return new IdRuns(new BlockOrigin(new StreamId(stream), 0, 0, connection), RANGE, runs);
  }

  private static List<IdRuns.Run> runs(List<Long> ids) {
    List<IdRuns.Run> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= ids.size(); i++) {
      if (i == ids.size() || ids.get(i) != (ids.get(i - 1) + 1) % RANGE) {
        runs.add(new IdRuns.Run(ids.get(start), i - start));
        start = i;
      }
    }
    return runs;
  }

  /** The rule, record by record. */
  private static final class Oracle {
    private long expected = -1;
    private long records;
    private long lost;
    private long duplicated;

    void reconnected() {
      expected = -1;
    }

    void see(long id) {
      records++;
      long delta = expected < 0 ? 0 : (id - expected + RANGE) % RANGE;
      if (delta > RANGE / 2) {
        duplicated++;
      } else {
        lost += delta;
        expected = (id + 1) % RANGE;
      }
    }
  }
}
