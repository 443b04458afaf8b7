package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorSettingsTest {
  @Test
  void by_default_there_is_a_slot_for_each_processor() {
    assertThat(defaults().executor())
        .isEqualTo(new ExecutorSettings(Runtime.getRuntime().availableProcessors(), 64));
  }

  @Test
  void every_key_is_read() {
    assertThat(settings("millrace.executor { slots = 7, task-binaries = 5 }").executor())
        .isEqualTo(new ExecutorSettings(7, 5));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.executor.slots, 0, must lie in 1..1024",
        "millrace.executor.slots, '\"many\"', 'allowed: count, 1..1024 | auto'",
        "millrace.executor.slots, 1.5, 'allowed: count, 1..1024 | auto'",
        "millrace.executor.task-binaries, 0, must lie in 1..4096",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
