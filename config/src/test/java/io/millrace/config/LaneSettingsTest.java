package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().lane())
        .isEqualTo(new LaneSettings(256 * 1024, 4 * 1024 * 1024, Duration.ofSeconds(1)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    "millrace.lane { chunk-bytes = 2KiB, window-bytes = 4KiB, resend-after = 30ms }")
                .lane())
        .isEqualTo(new LaneSettings(2048, 4096, Duration.ofMillis(30)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.lane.chunk-bytes, '\"2MiB\"', must lie in 1KiB..1MiB",
        "millrace.lane.window-bytes, '\"255KiB\"', must be at least"
            + " millrace.lane.chunk-bytes = \"256KiB\" (default)",
        "millrace.lane.resend-after, '\"1ms\"', must lie in 10ms..60s",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
