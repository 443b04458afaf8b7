package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GeneratorWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final GeneratorWatch watch = new GeneratorWatch();

  @Test
  void hears_where_the_generator_listens() {
    watch.hear("listening on 127.0.0.1:4711", 0);
    assertThat(watch.address()).isCompletedWithValue("127.0.0.1:4711");
  }

  @Test
  void hears_what_was_sent_in_all_and_not_what_one_connection_sent() {
    watch.hear("connection ordinal=0 records=5 bytes=100 seconds=1.000 ended=stopped", 0);
    assertThat(watch.totalRecords()).isNotDone();
    watch.hear("total connections=1 records=15 bytes=300 seconds=1.000 rateMb=0.0", 0);
    assertThat(watch.totalRecords()).isCompletedWithValue(15L);
  }

  @Test
  void counts_late_seconds_that_lie_wholly_behind_the_warm_up() {
    second(3, true);
    second(4, false);
    second(5, true);
    second(6, true);
    assertThat(watch.lateSecondsSince(0)).isEqualTo(3);
    assertThat(watch.lateSecondsSince(4 * SECOND)).isEqualTo(2);
    assertThat(watch.lateSecondsSince(4 * SECOND + 1)).isEqualTo(1);
  }

  private void second(int number, boolean late) {
    String line = "second=%d elapsed=%d.000 connections=1 records=1 rateMb=10.0 late=%b";
    watch.hear(line.formatted(number, number, late), number * SECOND);
  }
}
