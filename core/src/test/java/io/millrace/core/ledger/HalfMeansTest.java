package io.millrace.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfMeansTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void a_run_without_an_end_is_halved_where_it_is_however_long_it_gets() {
    HalfMeans halves = new HalfMeans(Long.MAX_VALUE);
    for (int second = 1; second <= 10_000; second++) {
      halves.add(second * SECOND, second <= 5_000 ? 3 : 8, 1);
    }

    // a slice is 6.4 s by then, and the one that spans the middle belongs to the first half
    assertThat(halves.first()).isBetween(3.0, 3.01);
    assertThat(halves.second()).isEqualTo(8);
  }

  @Test
  void what_comes_after_the_planned_end_belongs_to_the_second_half() {
    HalfMeans halves = new HalfMeans(20 * SECOND);
    halves.add(10 * SECOND, 1, 1);
    halves.add(10 * SECOND + 1, 5, 1);
    halves.add(60 * SECOND, 7, 1);

    assertThat(halves.second()).isEqualTo(6);
    assertThat(halves.first()).isEqualTo(1);
  }

  @Test
  void means_are_weighted_by_records() {
    HalfMeans halves = new HalfMeans(20 * SECOND);
    halves.add(SECOND, 30, 3);
    halves.add(2 * SECOND, 90, 1);

    halves.add(20 * SECOND, 0, 0);

    assertThat(halves.first()).isEqualTo(30);
    assertThat(halves.second()).isZero();
  }
}
