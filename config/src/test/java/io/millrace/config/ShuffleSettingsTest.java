package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().shuffle()).isEqualTo(new ShuffleSettings(4));
  }

  @Test
  void every_key_is_read() {
    assertThat(settings("millrace.shuffle.partitions = 9").shuffle())
        .isEqualTo(new ShuffleSettings(9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1025"})
  void values_out_of_range_are_refused(String value) {
    assertRefused("millrace.shuffle.partitions", value, "must lie in 1..1024");
  }
}
