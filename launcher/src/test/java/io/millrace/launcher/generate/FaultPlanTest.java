package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.generate.FaultPlan.Fault;
import io.millrace.launcher.generate.FaultPlan.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  private static final long MILLI = 1_000_000;

  @Test
  void all_that_was_asked_for_is_done_and_no_more() {
    Faults asked = new Faults(7, 5, 3);
    FaultPlan plan = new FaultPlan(asked, 10_000 * MILLI);

    List<Fault> made = new ArrayList<>();
    for (long now = 0; now < 10_000; now++) {
      made.add(plan.next(now * MILLI));
    }

    assertThat(Collections.frequency(made, Fault.LEAVE_OUT)).isEqualTo(7);
    assertThat(Collections.frequency(made, Fault.REPEAT)).isEqualTo(5);
    assertThat(Collections.frequency(made, Fault.MALFORMED)).isEqualTo(3);
    assertThat(plan.done()).isEqualTo(asked);
  }

  @Test
  void they_are_spread_over_the_life_from_half_a_second_on() {
    FaultPlan plan = new FaultPlan(new Faults(2, 0, 2), 4_500 * MILLI);

    assertThat(momentsOfFaults(plan, 4_500)).containsExactly(500L, 1_500L, 2_500L, 3_500L);
  }

  @Test
  void in_an_open_life_they_come_a_tenth_of_a_second_apart() {
    FaultPlan plan = new FaultPlan(new Faults(1, 1, 1), null);

    assertThat(momentsOfFaults(plan, 2_000)).containsExactly(500L, 600L, 700L);
  }

  @Test
  void a_short_life_has_room_for_them_too() {
    FaultPlan plan = new FaultPlan(new Faults(1, 1, 1), 400 * MILLI);

    assertThat(momentsOfFaults(plan, 400)).containsExactly(100L, 200L, 300L);
  }

  @Test
  void one_that_was_missed_is_made_up_for_one_at_a_time() {
    FaultPlan plan = new FaultPlan(new Faults(0, 2, 0), null);

    assertThat(plan.next(5_000 * MILLI)).isEqualTo(Fault.REPEAT);
    assertThat(plan.done()).isEqualTo(new Faults(0, 1, 0));
    assertThat(plan.next(5_000 * MILLI)).isEqualTo(Fault.REPEAT);
    assertThat(plan.next(5_000 * MILLI)).isEqualTo(Fault.NONE);
  }

  @Test
  void without_any_asked_for_none_is_made() {
    assertThat(momentsOfFaults(new FaultPlan(Faults.NO_FAULTS, null), 2_000)).isEmpty();
    assertThat(momentsOfFaults(new FaultPlan(Faults.NO_FAULTS, 2_000 * MILLI), 2_000)).isEmpty();
  }

  private static List<Long> momentsOfFaults(FaultPlan plan, long untilMillis) {
    List<Long> moments = new ArrayList<>();
    for (long now = 0; now < untilMillis; now++) {
      if (plan.next(now * MILLI) != Fault.NONE) {
        moments.add(now);
      }
    }
    return moments;
  }
}
