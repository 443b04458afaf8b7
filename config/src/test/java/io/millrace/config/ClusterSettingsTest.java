package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {
  @Test
  void the_default_is_that_of_the_reference() {
    assertThat(defaults().cluster()).isEqualTo(new ClusterSettings("millrace"));
  }

  @Test
  void the_name_is_read() {
    assertThat(settings("millrace.cluster.name = Mill_2.eu-west").cluster())
        .isEqualTo(new ClusterSettings("Mill_2.eu-west"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"two words\""})
  void a_name_that_would_not_be_readable_in_a_sentence_is_refused(String name) {
    assertRefused("millrace.cluster.name", name, "must be 1..64 letters, digits, ., _ or -");
  }
}
