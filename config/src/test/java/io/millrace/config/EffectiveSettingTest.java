package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveSettingTest {
  @TempDir private Path directory;

  @Test
  void a_setting_says_where_it_comes_from() throws IOException {
    Path file =
        Files.writeString(directory.resolve("driver.conf"), "\nmillrace.node.port = 4711\n");
    System.setProperty("millrace.node.host", "mill");
    ConfigFactory.invalidateCaches();
    try {
      Config node = NodeConfig.clustered(NodeConfig.of(NodeSettings.Role.DRIVER, file));

      assertThat(EffectiveSetting.list(node, "node"))
          .containsExactly(
              new EffectiveSetting("millrace.node.host", "\"mill\"", "system property"),
              new EffectiveSetting("millrace.node.port", "4711", file + ": 2"),
              new EffectiveSetting("millrace.node.seed-nodes", "[]", "default"),
              new EffectiveSetting(
                  "millrace.node.work-directory",
                  '"'
                      + System.getProperty("java.io.tmpdir")
                      + "/millrace-"
                      + System.getProperty("user.name")
                      + "\"",
                  "default"),
              new EffectiveSetting("millrace.node.role", "\"driver\"", "driver node"));
    } finally {
      System.clearProperty("millrace.node.host");
      ConfigFactory.invalidateCaches();
    }
  }

  @Test
  void a_default_that_is_put_together_is_a_default() {
    assertThat(EffectiveSetting.list(defaults(), "millrace.dead-letter.directory"))
        .containsExactly(
            new EffectiveSetting(
                "millrace.dead-letter.directory",
                '"'
                    + System.getProperty("java.io.tmpdir")
                    + "/millrace-"
                    + System.getProperty("user.name")
                    + "/dead-letters\"",
                "default"));
  }

  @Test
  void all_settings_come_in_the_order_of_the_reference_and_those_of_the_dispatchers_last() {
    assertThat(EffectiveSetting.list(defaults(), ""))
        .extracting(EffectiveSetting::key)
        .startsWith("millrace.reliability", "millrace.batch.interval")
        .containsSubsequence("millrace.batch.grace", "millrace.block.interval")
        .last()
        .asString()
        .contains("-dispatcher.");
  }

  @Test
  void a_prefix_that_no_key_has_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> EffectiveSetting.list(defaults(), "bach"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("no key begins with millrace.bach; the nearest is millrace.batch");
  }

  @ParameterizedTest
  @CsvSource({
    "millrace.http.token, '\"***\"'",
    "millrace.http.key-password, '\"***\"'",
    "millrace.http.secret, '\"***\"'",
    "millrace.http.secretary, '\"hush\"'",
  })
  void the_value_of_a_secret_is_not_shown(String key, String shown) {
    assertThat(Secret.shown(key, ConfigValueFactory.fromAnyRef("hush"))).isEqualTo(shown);
  }

  @Test
  void the_value_of_a_secret_is_not_in_a_refusal_either() {
    assertThat(
            SettingsException.of(
                "millrace.http.token", ConfigValueFactory.fromAnyRef("hush", "here"), "is short"))
        .hasMessage("millrace.http.token = \"***\" (here): is short");
  }

  private static Config defaults() {
    return NodeConfig.embedded(ConfigFactory.empty());
  }
}
