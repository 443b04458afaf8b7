package io.millrace.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdCheckTest {
  private static final long RANGE = 100;

  private final IdCheck check = new IdCheck();

  @Test
  void ids_that_follow_each_other_are_in_order_also_past_the_end_of_the_range() {
    add(97, 98, 99, 0, 1);
    assertCounts(0, 0);
  }

  @Test
  void a_gap_counts_what_is_missing() {
    add(1, 2, 10, 11);
    assertCounts(7, 0);
  }

  @Test
  void a_repeat_moves_nothing() {
    add(1, 2, 1, 2, 3, 4);
    assertCounts(0, 2);
  }

  @Test
  void half_the_range_ahead_is_a_gap_and_more_is_a_repeat() {
    add(0, 51);
    assertCounts(50, 0);
    add(3);
    assertCounts(50, 1);
  }

  private void add(long... ids) {
    for (long id : ids) {
      check.add(id, RANGE);
    }
  }

  private void assertCounts(long lost, long duplicated) {
    assertThat(check.lost()).isEqualTo(lost);
    assertThat(check.duplicated()).isEqualTo(duplicated);
  }
}
