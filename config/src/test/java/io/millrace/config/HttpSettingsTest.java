package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    assertThat(defaults().http()).isEqualTo(new HttpSettings(true, "127.0.0.1", 7070));
  }

  @Test
  void every_key_is_read() {
    String hocon = "millrace.http { enabled = off, host = driver-1, port = 8080 }";
    assertThat(settings(hocon).http()).isEqualTo(new HttpSettings(false, "driver-1", 8080));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = ';',
      value = {
        "millrace.http.enabled ; '\"perhaps\"' ; must be on | off",
        "millrace.http.host ; '\" \"' ; must name a host",
        "millrace.http.port ; 65536 ; must lie in 0..65535",
        "millrace.http.port ; -1 ; must lie in 0..65535",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
