package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().code()).isEqualTo(new CodeSettings(256L << 20, 1L << 30));
  }

  @Test
  void every_key_is_read() {
    assertThat(settings("millrace.code { max-bytes = 5MiB, keep-bytes = 7KiB }").code())
        .isEqualTo(new CodeSettings(5 << 20, 7 << 10));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.code.max-bytes, '\"1B\"', must lie in 1KiB..1TiB",
        "millrace.code.max-bytes, '\"2TiB\"', must lie in 1KiB..1TiB",
        "millrace.code.keep-bytes, '\"2TiB\"', must lie in 0B..1TiB",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
