package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock(5_000);

  @Test
  void stands_where_it_was_put() {
    assertThat(clock.nanos()).isEqualTo(5_000);
    assertThat(clock.micros()).isEqualTo(5);
  }

  @Test
  void moves_by_a_distance_and_to_a_time() {
    clock.advance(1_500);
    assertThat(clock.nanos()).isEqualTo(6_500);
    clock.set(9_000);
    assertThat(clock.nanos()).isEqualTo(9_000);
  }

  @Test
  void never_goes_back() {
    assertThatThrownBy(() -> clock.set(4_999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the clock can't go back from 5000 to 4999 ns");
    assertThatThrownBy(() -> clock.advance(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.nanos()).isEqualTo(5_000);
  }
}
