package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest
  @CsvSource({"10000000, 20", "30000000, 20", "90000000, 15", "10000, 4096", "3333333, 25"})
  void a_line_is_due_at_its_number_by_the_rate(long bytesPerSecond, int recordBytes) {
    Pace pace = Pace.of((double) bytesPerSecond, recordBytes);
    for (long line : new long[] {0, 1, 2, 3, 999, 1_000_000, 7_654_321_012L}) {
      long exact =
          BigDecimal.valueOf(line)
              .multiply(BigDecimal.valueOf(recordBytes))
              .multiply(BigDecimal.valueOf(1_000_000_000L))
              .divide(BigDecimal.valueOf(bytesPerSecond), 0, RoundingMode.HALF_UP)
              .longValueExact();
      assertThat(pace.dueNanos(line)).as("line %d", line).isEqualTo(exact);
    }
  }

  @ParameterizedTest
  @CsvSource({"10000000, 20", "30000000, 20", "90000000, 15", "9999999999, 15", "1, 4096"})
  void as_many_lines_are_due_as_have_their_moment_behind_them(long bytesPerSecond, int bytes) {
    Pace pace = Pace.of((double) bytesPerSecond, bytes);
    Random random = new Random(23);
    for (int trial = 0; trial < 10_000; trial++) {
      long elapsed = random.nextLong(100_000_000_000_000L);
      long due = pace.linesDueBy(elapsed);
      assertThat(pace.dueNanos(due - 1)).isLessThanOrEqualTo(elapsed);
      assertThat(pace.dueNanos(due)).isGreaterThan(elapsed);
    }
  }

  @Test
  void the_moment_a_line_is_due_counts_and_the_one_before_does_not() {
    Pace pace = Pace.of(20_000, 20); // one each millisecond

    assertThat(pace.linesDueBy(-1)).isZero();
    assertThat(pace.linesDueBy(0)).isEqualTo(1);
    assertThat(pace.linesDueBy(999_999)).isEqualTo(1);
    assertThat(pace.linesDueBy(1_000_000)).isEqualTo(2);
  }

  @Test
  void a_day_later_not_one_line_has_gone_astray() {
    Pace pace = Pace.of(30_000_000, 20);

    assertThat(pace.linesDueBy(86_400L * 1_000_000_000 - 1)).isEqualTo(86_400L * 1_500_000);
  }

  @Test
  void it_looks_again_at_the_next_point_of_the_grid() {
    Pace pace = Pace.of(30_000_000, 20);

    assertThat(pace.wakeNanos(1, 0)).isEqualTo(137_000);
    assertThat(pace.wakeNanos(1, 136_999)).isEqualTo(137_000);
    assertThat(pace.wakeNanos(206, 137_000)).isEqualTo(274_000);
    assertThat(pace.wakeNanos(200, 137_000)).isEqualTo(274_000); // behind already
    assertThat(pace.wakeNanos(206, 137_001)).isEqualTo(274_000);
  }

  @Test
  void with_nothing_due_for_long_it_sleeps_on() {
    Pace pace = Pace.of(20, 20); // one a second

    assertThat(pace.wakeNanos(1, 0)).isEqualTo(7_300L * 137_000);
    assertThat(pace.linesDueBy(pace.wakeNanos(1, 0))).isEqualTo(2);
  }

  @Test
  void flat_out_there_is_always_something_to_send_and_never_a_delay() {
    Pace pace = Pace.of(0, 20);

    assertThat(pace.linesDueBy(0)).isGreaterThan(1_000_000_000_000L);
    assertThat(pace.wakeNanos(5, 42)).isEqualTo(42);
    assertThat(pace.dueNanos(0)).isEqualTo(Pace.NEVER);
  }
}
