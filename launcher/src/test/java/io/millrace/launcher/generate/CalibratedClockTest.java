package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalibratedClockTest {

  @Test
  void its_moments_lie_where_the_wall_clock_has_them() {
    Instant before = Instant.now();
    RunClock clock = new CalibratedClock();
    Instant told = Instant.EPOCH.plusNanos(clock.epochNanos(clock.nanos()));
    Instant after = Instant.now();

    Duration slack = Duration.ofSeconds(1); // for somebody who sets the time meanwhile
    assertThat(told).isBetween(before.minus(slack), after.plus(slack));
  }

  @Test
  void it_does_not_wait_for_what_is_over() {
    RunClock clock = new CalibratedClock();

    clock.parkUntil(clock.nanos() - 1);
    assertThat(clock.nanos()).isPositive();
  }
}
