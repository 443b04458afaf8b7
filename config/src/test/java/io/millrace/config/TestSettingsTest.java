package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestSettingsTest {
  @Test
  void by_default_nothing_is_planted() {
    assertThat(defaults().test()).isEqualTo(new TestSettings(Duration.ZERO, 0, "", Duration.ZERO));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.test.clock-skew { offset = -50ms, drift-ppm = 100 }
                    millrace.test.delay { stage = commit, duration = 5ms }
                    """)
                .test())
        .isEqualTo(new TestSettings(Duration.ofMillis(-50), 100, "commit", Duration.ofMillis(5)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.test.clock-skew.offset, '\"-61s\"', must lie in -60s..60s",
        "millrace.test.clock-skew.drift-ppm, 10001, must lie in -10000..10000",
        "millrace.test.delay.duration, '\"-1ns\"', must lie in 0s..60s",
        "millrace.test.delay.stage, '\"shuffle\"', 'must be \"\" | receive | block | store"
            + " | batch | schedule | process | commit'",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
