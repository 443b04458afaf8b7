package io.millrace.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceWatchTest {
  private static final long TIMEOUT = 1_000;

  private final SilenceWatch<String> watch = new SilenceWatch<>(TIMEOUT, 0);

  @Test
  void who_says_nothing_for_the_timeout_is_silent() {
    watch.heard("a", 0);
    watch.heard("b", 0);
    assertThat(watch.silent(500)).isEmpty();
    watch.heard("b", 600);

    assertThat(watch.silent(1_000)).isEmpty();
    assertThat(watch.silent(1_001)).containsExactly("a");
    watch.forget("a");
    assertThat(watch.silent(1_500)).isEmpty();
    assertThat(watch.silent(1_700)).containsExactly("b");
  }

  @Test
  void nobody_is_silent_after_a_pause_of_the_one_who_listens() {
    watch.heard("a", 0);
    assertThat(watch.silent(400)).isEmpty();

    assertThat(watch.silent(5_000)).isEmpty();
    assertThat(watch.silent(5_500)).isEmpty();
    assertThat(watch.silent(6_000)).isEmpty();
    assertThat(watch.silent(6_001)).containsExactly("a");
  }
}
