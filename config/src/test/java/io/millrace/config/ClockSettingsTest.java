package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().clock()).isEqualTo(new ClockSettings(Duration.ofMillis(200), 16, 200));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings("millrace.clock { ping-interval = 50ms, window = 3, max-drift-ppm = 12.5 }")
                .clock())
        .isEqualTo(new ClockSettings(Duration.ofMillis(50), 3, 12.5));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.clock.ping-interval, '\"11s\"', must lie in 1ms..10s",
        "millrace.clock.window, 0, must lie in 1..1024",
        "millrace.clock.max-drift-ppm, -0.5, must lie in 0..10000",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
