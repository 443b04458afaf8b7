package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;

/** Settings as somebody wrote them into a file. */
final class Written {
  private Written() {}

  static Config config(String hocon) {
    return ConfigFactory.parseString(
        hocon, ConfigParseOptions.defaults().setOriginDescription("config/driver.conf"));
  }

  static MillraceSettings settings(String hocon) {
    return MillraceSettings.from(config(hocon));
  }

  static MillraceSettings defaults() {
    return settings("");
  }

  static void assertRefused(String hocon, String message) {
    assertThatThrownBy(() -> settings(hocon))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  /** One key, in line 1. */
  static void assertRefused(String key, String value, String rule) {
    assertRefused(key + " = " + value, key + " = " + value + " (config/driver.conf: 1): " + rule);
  }
}
