package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().batch())
        .isEqualTo(
            new BatchSettings(Duration.ofMillis(10), 4, 64 * 1024 * 1024, Duration.ofMillis(5)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.batch { interval = 0.5s, max-uncommitted = 2, max-bytes = 3MiB, grace = 250us }
                    """)
                .batch())
        .isEqualTo(
            new BatchSettings(
                Duration.ofMillis(500), 2, 3 * 1024 * 1024, Duration.ofNanos(250_000)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.batch.interval, '\"0ms\"', must lie in 100us..60s",
        "millrace.batch.interval, '\"99us\"', must lie in 100us..60s",
        "millrace.batch.interval, '\"61s\"', must lie in 100us..60s",
        "millrace.batch.max-uncommitted, 0, must lie in 1..64",
        "millrace.batch.max-uncommitted, 65, must lie in 1..64",
        "millrace.batch.max-bytes, '\"1000B\"', must lie in 1KiB..1TiB",
        "millrace.batch.grace, '\"-1ms\"', must lie in 0s..60s",
        "millrace.batch.grace, '\"2 minutes\"', must lie in 0s..60s",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
