package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleWatchTest {

  private static final long MILLI = 1_000_000;

  private final ScheduleWatch watch = new ScheduleWatch(0);

  @Test
  void a_second_with_one_moment_within_50_ms_is_not_late() {
    observe(100, 0);
    observe(900, 850);
    observe(999, 860);

    assertThat(lateAt(1_000)).isEmpty();
  }

  @Test
  void a_second_without_such_a_moment_is_late() {
    observe(999, 0);
    observe(1_000, 900);
    observe(1_500, 1_449);
    observe(1_999, 1_900);
    observe(2_000, 2_000);

    assertThat(lateAt(3_000)).containsExactly(1);
  }

  @Test
  void a_write_that_hangs_makes_seconds_late_without_a_word_of_the_connection() {
    observe(1_800, 1_800); // and then it hangs

    assertThat(lateAt(4_999)).containsExactly(2, 3);
    assertThat(lateAt(5_000)).containsExactly(2, 3, 4);
    observe(5_600, 5_600);
    assertThat(lateAt(6_000)).containsExactly(2, 3, 4);
  }

  @Test
  void a_write_that_hangs_since_just_before_a_second_does_not_make_it_late() {
    observe(1_960, 1_960);

    assertThat(lateAt(3_000)).isEmpty();
  }

  @Test
  void a_connection_that_has_to_wait_for_its_next_line_is_on_time() {
    observe(10, 9_000);

    assertThat(lateAt(9_000)).isEmpty();
    assertThat(watch.behindNanos(8_000 * MILLI)).isZero();
    assertThat(watch.maxBehindNanos()).isZero();
  }

  @Test
  void it_knows_how_far_behind_it_is_and_was() {
    observe(100, 40);
    observe(200, 190);

    assertThat(watch.behindNanos(250 * MILLI)).isEqualTo(60 * MILLI);
    assertThat(watch.maxBehindNanos()).isEqualTo(60 * MILLI);
  }

  @Test
  void a_write_that_hung_to_the_end_counts_as_behind() {
    observe(100, 100);
    watch.end(900 * MILLI);

    assertThat(watch.maxBehindNanos()).isEqualTo(800 * MILLI);
  }

  @Test
  void what_comes_after_the_end_is_not_late() {
    observe(500, 500);
    watch.end(1_500 * MILLI);

    assertThat(lateAt(9_000)).isEmpty();
    assertThat(watch.behindNanos(9_000 * MILLI)).isZero();
  }

  @Test
  void seconds_are_those_of_the_run_not_of_the_connection() {
    ScheduleWatch third = new ScheduleWatch(2_300 * MILLI);
    third.observe(2_400 * MILLI, 2_400 * MILLI);

    assertThat(third.lateSeconds(4_000 * MILLI).stream()).containsExactly(3);
  }

  private void observe(long nowMillis, long dueMillis) {
    watch.observe(nowMillis * MILLI, dueMillis * MILLI);
  }

  private List<Integer> lateAt(long nowMillis) {
    return watch.lateSeconds(nowMillis * MILLI).stream().boxed().toList();
  }
}
