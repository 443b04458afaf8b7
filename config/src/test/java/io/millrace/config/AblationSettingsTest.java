package io.millrace.config;

import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblationSettingsTest {
  @Test
  void by_default_nothing_is_left_out() {
    assertThat(defaults().ablation()).isEqualTo(AblationSettings.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "ledger, false, true, true, true, true",
    "checksums, true, false, true, true, true",
    "coalescing, true, true, false, true, true",
    "binary-cache, true, true, true, false, true",
    "lazy-set-up, true, true, true, true, false",
  })
  void each_key_switches_one_part_off(
      String key,
      boolean ledger,
      boolean checksums,
      boolean coalescing,
      boolean binaryCache,
      boolean lazySetUp) {
    assertThat(settings("millrace.ablation." + key + " = off").ablation())
        .isEqualTo(new AblationSettings(ledger, checksums, coalescing, binaryCache, lazySetUp));
  }
}
