package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().driver())
        .isEqualTo(new DriverSettings(1, Duration.ofSeconds(5), 1, Duration.ofSeconds(15)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.driver { workers = 3, worker-timeout = 700ms, slots = 8, start-timeout = 2s }
                    """)
                .driver())
        .isEqualTo(new DriverSettings(3, Duration.ofMillis(700), 8, Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.driver.workers, 0, must lie in 1..1024",
        "millrace.driver.slots, 0, must lie in 1..65536",
        "millrace.driver.start-timeout, '\"99ms\"', must lie in 100ms..86400s",
        "millrace.driver.worker-timeout, '\"11 minutes\"', must lie in 100ms..600s",
        "millrace.driver.worker-timeout, '\"300ms\"', must be at least twice"
            + " millrace.clock.ping-interval = \"200ms\" (default)",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
