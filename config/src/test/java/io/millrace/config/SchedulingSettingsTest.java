package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().scheduling())
        .isEqualTo(
            new SchedulingSettings(
                SchedulingSettings.Mode.PER_BATCH,
                3,
                1024 * 1024,
                Duration.ofSeconds(1),
                Duration.ofMillis(10)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.scheduling {
                      mode = group, max-attempts = 1, task-bytes = 16KiB, lease = 300ms
                      report-interval = 2ms
                    }
                    """)
                .scheduling())
        .isEqualTo(
            new SchedulingSettings(
                SchedulingSettings.Mode.GROUP,
                1,
                16 * 1024,
                Duration.ofMillis(300),
                Duration.ofMillis(2)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.scheduling.mode, '\"solo\"', must be per-batch | group",
        "millrace.scheduling.max-attempts, 0, must lie in 1..100",
        "millrace.scheduling.task-bytes, '\"10B\"', must lie in 1KiB..1TiB",
        "millrace.scheduling.lease, '\"1ms\"', must lie in 10ms..60s",
        "millrace.scheduling.report-interval, '\"0s\"', must lie in 1ms..10s",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
