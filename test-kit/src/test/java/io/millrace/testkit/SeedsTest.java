package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

class SeedsTest {
  @Test
  void the_seeds_are_the_same_in_every_run() {
    assertThat(SeedSequence.seeds(3, null).toArray())
        .containsExactly(963263_222, 999665_538, 865702_200);
  }

  @Test
  void a_chosen_seed_runs_alone() {
    assertThat(SeedSequence.seeds(20, "-42").toArray()).containsExactly(-42);
  }

  @Test
  void a_chosen_seed_that_is_no_number_is_refused_by_name() {
    assertThatThrownBy(() -> SeedSequence.seeds(20, "1e3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Dseed=1e3 is no whole number");
  }

  @Test
  @DisabledIfSystemProperty(named = "seed", matches = ".*", disabledReason = "needs two seeds")
  void a_failure_names_its_seed_and_how_to_run_it_again() {
    var failed = Rehearsal.of(FailsWithTheSecond.class).failures();

    long second = SeedSequence.seeds(2, null).skip(1).findFirst().orElseThrow();
    assertThat(failed).containsOnlyKeys("seed " + second);
    assertThat(failed.get("seed " + second))
        .hasMessage("planted")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .asString()
                    .endsWith(
                        "it failed with seed " + second + "; run it again with -Dseed=" + second));
  }

  /** Not run by itself: a nested class that is no inner one. */
  static final class FailsWithTheSecond {
    private static int runs;

    @Seeds(3)
    void fails(long seed) {
      if (++runs == 2) {
        throw new AssertionError("planted");
      }
    }
  }
}
