package io.millrace.config;

import static io.millrace.config.BlockStoreSettings.StoredBy.CONSUMERS;
import static io.millrace.config.BlockStoreSettings.StoredBy.SEALER;
import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockStoreSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().blockStore())
        .isEqualTo(new BlockStoreSettings(CONSUMERS, 2, 256L * 1024 * 1024, 4 * 1024 * 1024));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.block-store {
                      stored-by = sealer, consumers = 3, unconsumed-bytes = 6MiB, segment-bytes = 2MiB
                    }
                    """)
                .blockStore())
        .isEqualTo(new BlockStoreSettings(SEALER, 3, 6 * 1024 * 1024, 2 * 1024 * 1024));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.block-store.stored-by, '\"actors\"', must be consumers | sealer",
        "millrace.block-store.consumers, 0, must lie in 1..64",
        "millrace.block-store.segment-bytes, '\"257MiB\"', must lie in 1KiB..256MiB",
        "millrace.block-store.unconsumed-bytes, '\"7MiB\"', 'must be at least 8MiB, one segment for"
            + " each of 2 consumers, with millrace.block-store.segment-bytes = \"4MiB\" (default)'",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
