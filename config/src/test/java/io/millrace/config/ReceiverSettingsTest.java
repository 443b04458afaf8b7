package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().receiver())
        .isEqualTo(
            new ReceiverSettings(
                4,
                1024 * 1024,
                64 * 1024,
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.receiver {
                      buffers = 6, buffer-bytes = 2MiB, max-record-bytes = 1KiB
                      reconnect-min = 20ms, reconnect-max = 40ms, quiet-after = 7s
                    }
                    """)
                .receiver())
        .isEqualTo(
            new ReceiverSettings(
                6,
                2 * 1024 * 1024,
                1024,
                Duration.ofMillis(20),
                Duration.ofMillis(40),
                Duration.ofSeconds(7)));
  }

  @Test
  void a_record_fits_into_a_segment() {
    assertRefused(
        """
        millrace.receiver.max-record-bytes = 512KiB
        millrace.block.max-bytes = 512KiB
        millrace.block-store.segment-bytes = 512KiB
        """,
        "millrace.receiver.max-record-bytes = \"512KiB\" (config/driver.conf: 1): must be below"
            + " millrace.block-store.segment-bytes = \"512KiB\" (config/driver.conf: 3)");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.receiver.buffers, 1, must lie in 2..1024",
        "millrace.receiver.buffer-bytes, '\"65MiB\"', must lie in 1KiB..64MiB",
        "millrace.receiver.max-record-bytes, '\"15B\"', must lie in 16B..32MiB",
        "millrace.receiver.max-record-bytes, '\"600KiB\"', must be at most half of"
            + " millrace.receiver.buffer-bytes = \"1MiB\" (default)",
        "millrace.receiver.reconnect-min, '\"0s\"', must lie in 1ms..60s",
        "millrace.receiver.reconnect-max, '\"50ms\"', must be at least"
            + " millrace.receiver.reconnect-min = \"100ms\" (default)",
        "millrace.receiver.quiet-after, '\"9ms\"', must lie in 10ms..60s",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
