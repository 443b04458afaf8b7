package io.millrace.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.BatchGrid;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadlinesTest {
  /** Batches end at 1100, 1200, 1300...; blocks at 1025, 1050... */
  private static final BatchGrid GRID = new BatchGrid(1_000, 100, 25);

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @Test
  void a_block_deadline_ends_no_batch_unless_it_lies_on_the_batch_grid() {
    Deadlines deadlines = new Deadlines(GRID, 1_060);

    assertThat(deadlines.next()).isEqualTo(1_075);
    assertThat(deadlines.pass(1_076)).isEqualTo(BatchId.NONE);
    assertThat(deadlines.next()).isEqualTo(1_100);
    assertThat(deadlines.open()).isEqualTo(new BatchId(0));
    assertThat(deadlines.pass(1_100)).isEqualTo(new BatchId(0));
    assertThat(deadlines.open()).isEqualTo(new BatchId(1));
    assertThat(deadlines.pass(1_101)).isEqualTo(BatchId.NONE);
  }

  @Test
  void what_was_missed_in_a_pause_passes_together() {
    Deadlines deadlines = new Deadlines(GRID, 1_000);

    assertThat(deadlines.pass(1_710)).isEqualTo(new BatchId(6));
    assertThat(deadlines.next()).isEqualTo(1_725);
  }

  @Test
  void before_the_origin_the_first_deadline_is_that_of_the_first_block() {
    Deadlines deadlines = new Deadlines(GRID, 10);

    assertThat(deadlines.next()).isEqualTo(1_025);
    assertThat(deadlines.pass(500)).isEqualTo(BatchId.NONE);
    assertThat(deadlines.open()).isEqualTo(new BatchId(0));
  }

  @Test
  void a_batch_that_ended_exactly_at_the_start_is_not_ended_again() {
    Deadlines deadlines = new Deadlines(GRID, 1_200);

    assertThat(deadlines.next()).isEqualTo(1_225);
    assertThat(deadlines.pass(1_299)).isEqualTo(BatchId.NONE);
    assertThat(deadlines.pass(1_300)).isEqualTo(new BatchId(2));
  }

  @Test
  void refuses_a_block_interval_that_does_not_divide_the_batch_interval() {
    assertThatThrownBy(() -> new Deadlines(new BatchGrid(0, 100, 30), 0))
        .hasMessage("a block interval of 30 ns does not divide a batch interval of 100 ns");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_batch_is_ended_once_and_never_early_whatever_the_pauses(long seed) {
    Random random = new Random(seed);
    long now = 1_000 + random.nextInt(1_000);
    Deadlines deadlines = new Deadlines(GRID, now);
    long ended = (now - 1_000) / 100 - 1;
    List<Long> told = new ArrayList<>();

    for (int step = 0; step < 200; step++) {
      now += random.nextInt(random.nextInt(10) == 0 ? 500 : 30);
      BatchId batch = deadlines.pass(now);
      long byNow = (now - 1_000) / 100 - 1;
      assertThat(batch).isEqualTo(byNow > ended ? new BatchId(byNow) : BatchId.NONE);
      ended = byNow;
      assertThat(deadlines.next()).isBetween(now + 1, now + 25);
      if (!batch.equals(BatchId.NONE)) {
        told.add(batch.value());
      }
    }
    assertThat(told).isSorted().doesNotHaveDuplicates();
  }
}
