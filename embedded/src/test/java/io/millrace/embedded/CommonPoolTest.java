package io.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommonPoolTest {
  private static final String KEY = "java.util.concurrent.ForkJoinPool.common.parallelism";

  @Test
  void a_width_that_was_set_stays_and_else_it_is_two_at_least() {
    String before = System.getProperty(KEY);
    try {
      System.setProperty(KEY, "7");
      CommonPool.widen();
      assertThat(System.getProperty(KEY)).isEqualTo("7");

      System.clearProperty(KEY);
      CommonPool.widen();
      boolean isWideByDefault = Runtime.getRuntime().availableProcessors() > 2;
      assertThat(System.getProperty(KEY)).isEqualTo(isWideByDefault ? null : "2");
    } finally {
      if (before == null) {
        System.clearProperty(KEY);
      } else {
        System.setProperty(KEY, before);
      }
    }
  }
}
