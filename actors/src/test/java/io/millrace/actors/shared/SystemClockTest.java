package io.millrace.actors.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Every bound here is one of order, not of speed: readings lie between readings. */
class SystemClockTest {
  private static final long MILLI = 1_000_000;

  @Test
  void starts_at_the_wall_clock() {
    SystemClock clock = SystemClock.start(faults(0, 0));
    long before = wallNanos();
    long now = clock.nanos();
    long after = wallNanos();

    assertThat(now).isBetween(before - 5 * MILLI, after + 5 * MILLI);
  }

  @Test
  void a_planted_skew_shows_in_its_own_time() {
    long straight = SystemClock.start(faults(0, 0)).ownNanos();
    long skewed = SystemClock.start(faults(60_000, 0)).ownNanos();

    assertThat(skewed - straight).isGreaterThan(59_000 * MILLI);
  }

  @Test
  void a_planted_drift_makes_it_run_too_fast() {
    SystemClock clock = SystemClock.start(faults(0, 10_000));
    long outerStart = System.nanoTime();
    long start = clock.ownNanos();
    long innerStart = System.nanoTime();
    spin(20 * MILLI);
    long inner = System.nanoTime() - innerStart;
    long own = clock.ownNanos() - start;
    long outer = System.nanoTime() - outerStart;

    assertThat(own).isBetween(inner + inner / 100 - 1_000, outer + outer / 100 + 1_000);
  }

  @Test
  void a_step_takes_effect_at_once() {
    SystemClock clock = SystemClock.start(faults(0, 0));

    clock.step(-7_000 * MILLI);

    long own = clock.ownNanos();
    long corrected = clock.nanos();
    assertThat(corrected - own).isBetween(-7_000 * MILLI, -6_000 * MILLI);
  }

  @Test
  void an_adjustment_back_never_turns_time_back() {
    SystemClock clock = SystemClock.start(faults(0, 0));
    long start = clock.nanos();
    clock.adjust(-1_000 * MILLI);

    long last = start;
    long ownStart = clock.ownNanos();
    while (clock.ownNanos() - ownStart < 20 * MILLI) {
      long now = clock.nanos();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    assertThat(clock.nanos() - start).as("slower by a 500th, no more").isGreaterThan(19 * MILLI);
    assertThat(clock.nanos() - clock.ownNanos()).isLessThan(-20 * MILLI / 500 + 1_000);
  }

  @Test
  void an_adjustment_stops_where_it_was_sent() {
    SystemClock clock = SystemClock.start(faults(0, 0));
    clock.adjust(10_000);
    spin(6 * MILLI);

    long own = clock.ownNanos();
    long corrected = clock.nanos();
    long ownAfter = clock.ownNanos();

    assertThat(corrected).isBetween(own + 10_000, ownAfter + 10_000);
  }

  private static void spin(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }

  private static long wallNanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  }

  private static TestSettings faults(long skewMillis, double driftPpm) {
    return new TestSettings(Duration.ofMillis(skewMillis), driftPpm, "", Duration.ZERO);
  }
}
