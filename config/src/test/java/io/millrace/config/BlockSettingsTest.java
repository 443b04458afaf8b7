package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().block()).isEqualTo(new BlockSettings(Duration.ofMillis(2), 1024 * 1024));
  }

  @Test
  void every_key_is_read() {
    assertThat(settings("millrace.block { interval = 5ms, max-bytes = 64KiB }").block())
        .isEqualTo(new BlockSettings(Duration.ofMillis(5), 64 * 1024));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.block.interval, '\"49us\"', must lie in 50us..60s",
        "millrace.block.interval, '\"3ms\"', must divide millrace.batch.interval = \"10ms\" (default)",
        "millrace.block.interval, '\"20ms\"', must divide millrace.batch.interval = \"10ms\" (default)",
        "millrace.block.max-bytes, '\"1023B\"', must lie in 1KiB..1MiB",
        "millrace.block.max-bytes, '\"2MiB\"', must lie in 1KiB..1MiB",
        "millrace.block.max-bytes, '\"5GiB\"', must lie in 1KiB..1MiB",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }

  @Test
  void a_block_fits_into_a_receive_buffer() {
    assertRefused(
        """
        millrace.block.max-bytes = 512KiB
        millrace.receiver.buffer-bytes = 256KiB
        """,
        "millrace.block.max-bytes = \"512KiB\" (config/driver.conf: 1):"
            + " must be at most millrace.receiver.buffer-bytes = \"256KiB\""
            + " (config/driver.conf: 2)");
  }

  @Test
  void a_block_fits_into_a_segment() {
    assertRefused(
        """

        millrace.block.max-bytes = 512KiB
        millrace.block-store.segment-bytes = 256KiB
        """,
        "millrace.block.max-bytes = \"512KiB\" (config/driver.conf: 2):"
            + " must be at most millrace.block-store.segment-bytes = \"256KiB\""
            + " (config/driver.conf: 3)");
  }
}
