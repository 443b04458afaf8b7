package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().scheduling())
        .isEqualTo(new SchedulingSettings(SchedulingSettings.Mode.PER_BATCH, 3, 1024 * 1024));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.scheduling { mode = per-batch, max-attempts = 1, task-bytes = 16KiB }
                    """)
                .scheduling())
        .isEqualTo(new SchedulingSettings(SchedulingSettings.Mode.PER_BATCH, 1, 16 * 1024));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.scheduling.mode, '\"group\"', must be per-batch",
        "millrace.scheduling.max-attempts, 0, must lie in 1..100",
        "millrace.scheduling.task-bytes, '\"10B\"', must lie in 1KiB..1TiB",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
