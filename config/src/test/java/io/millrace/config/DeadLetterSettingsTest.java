package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    Path directory =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "millrace-" + System.getProperty("user.name"),
            "dead-letters");

    assertThat(defaults().deadLetter())
        .isEqualTo(new DeadLetterSettings(directory, 64 * 1024 * 1024, Duration.ofSeconds(1)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.dead-letter { directory = "/var/x", max-bytes = 0, sample-interval = 2s }
                    """)
                .deadLetter())
        .isEqualTo(new DeadLetterSettings(Path.of("/var/x"), 0, Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.dead-letter.directory, [], 'allowed: path'",
        "millrace.dead-letter.max-bytes, '\"2TiB\"', must lie in 0B..1TiB",
        "millrace.dead-letter.sample-interval, '\"10ms\"', must lie in 1s..3600s",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
