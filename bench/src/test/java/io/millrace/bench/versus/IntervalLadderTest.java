package io.millrace.bench.versus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class IntervalLadderTest {
  private static final LongUnaryOperator LIKE_THE_INTERVAL = millis -> millis * 1300;

  private final IntervalLadder ladder = new IntervalLadder(Duration.ofMillis(100));
  private final List<Long> tried = new ArrayList<>();

  @Test
  void goes_down_to_the_first_interval_that_is_not_stable() {
    climb(millis -> millis >= 50, LIKE_THE_INTERVAL);
    assertThat(tried).containsExactly(100L, 50L, 20L);
    assertThat(ladder.best()).contains(Duration.ofMillis(50));
  }

  @Test
  void goes_up_to_the_first_that_is_stable_where_the_start_is_not() {
    climb(millis -> millis >= 500, LIKE_THE_INTERVAL);
    assertThat(tried).containsExactly(100L, 200L, 500L);
    assertThat(ladder.best()).contains(Duration.ofMillis(500));
  }

  @Test
  void ends_below_the_lowest_rung() {
    climb(millis -> true, LIKE_THE_INTERVAL);
    assertThat(tried).containsExactly(100L, 50L, 20L, 10L, 5L);
    assertThat(ladder.best()).contains(Duration.ofMillis(5));
  }

  @Test
  void ends_above_the_highest_rung_without_a_best_one() {
    climb(millis -> false, LIKE_THE_INTERVAL);
    assertThat(tried).containsExactly(100L, 200L, 500L, 1000L, 2000L);
    assertThat(ladder.best()).isEmpty();
  }

  @Test
  void the_fastest_is_best_and_need_not_be_the_shortest() {
    climb(millis -> millis >= 10, millis -> millis == 10 ? 90_000 : millis * 1300);
    assertThat(tried).containsExactly(100L, 50L, 20L, 10L, 5L);
    assertThat(ladder.best()).contains(Duration.ofMillis(20));
  }

  @Test
  void begins_at_a_rung_only() {
    assertThatThrownBy(() -> new IntervalLadder(Duration.ofMillis(30)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void climb(LongPredicate stable, LongUnaryOperator p50Micros) {
    while (ladder.next().isPresent()) {
      long millis = ladder.next().get().toMillis();
      tried.add(millis);
      ladder.tried(stable.test(millis), p50Micros.applyAsLong(millis));
    }
  }
}
