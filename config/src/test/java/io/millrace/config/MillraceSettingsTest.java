package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MillraceSettingsTest {
  @ParameterizedTest
  @MethodSource("keys")
  void no_key_of_the_reference_is_unread(String key) {
    assertThatThrownBy(() -> settings(key + " = null"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(key + " = null (config/driver.conf: 1): must be ");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void each_key_of_the_reference_has_a_comment_that_ends_with_what_is_allowed(String key) {
    // unresolved, because a value that is put together loses its comment
    ConfigValue value = ConfigFactory.defaultReferenceUnresolved().root();
    for (String name : ConfigUtil.splitPath(key)) {
      value = ((ConfigObject) value).get(name);
    }

    assertThat(value.origin().comments())
        .hasSizeGreaterThanOrEqualTo(2)
        .last()
        .asString()
        .containsPattern("^ (Duration|Size|Count|Parts|Allowed|Path|List|Host|auto|\"\")");
  }

  static Stream<String> keys() {
    return ConfigFactory.defaultReference().getConfig("millrace").entrySet().stream()
        .map(entry -> "millrace." + entry.getKey())
        .filter(key -> !key.contains("-dispatcher."));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.batch.intervall, millrace.batch.interval",
        "millrace.block-store.consumer, millrace.block-store.consumers",
        "millrace.blockstore.consumers, millrace.block-store?",
        "millrace.batches, millrace.batch",
        "millrace.executor.slots-per-node, millrace.executor.slots",
      })
  void an_unknown_key_is_refused_naming_the_nearest(String key, String nearest) {
    assertThatThrownBy(() -> settings("\n\n" + key + " = 5"))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching(
            "\\Qmillrace.\\E.* \\(config/driver.conf: 3\\): unknown key, did you mean .*\\?")
        .hasMessageContaining("did you mean " + nearest);
  }

  @Test
  void an_unknown_key_is_refused_in_one_line() {
    assertRefused(
        "millrace.batch { intervall = 5ms }",
        "millrace.batch.intervall = \"5ms\" (config/driver.conf: 1):"
            + " unknown key, did you mean millrace.batch.interval?");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.batch.interval, '\"soon\"', 'must be a duration with a unit, such as 10ms'",
        "millrace.batch.interval, '{\"x\":1}', 'must be a duration with a unit, such as 10ms'",
        "millrace.batch.max-bytes, '\"much\"', 'must be a size in bytes, such as 4MiB'",
        "millrace.batch.max-bytes, -1, 'must be a size in bytes, such as 4MiB'",
        "millrace.batch.max-uncommitted, '\"four\"', must be a whole number",
        "millrace.batch.max-uncommitted, 1.5, must be a whole number",
        "millrace.batch.max-uncommitted, 99999999999, must lie in 1..64",
        "millrace.clock.max-drift-ppm, true, must be a number",
        "millrace.node.host, [], must be a text",
        "millrace.reliability, '\"journaled\"', must be none",
        "millrace.batch, 5, 'is a group of keys, not a value'",
        "millrace, 5, 'is a group of keys, not a value'",
      })
  void a_wrong_type_is_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }

  @Test
  void a_record_made_by_hand_is_checked_as_well() {
    assertThatThrownBy(() -> new ShuffleSettings(0))
        .hasMessage("millrace.shuffle.partitions = 0: must lie in 1..1024");
  }

  @Test
  void dispatchers_take_the_keys_of_akka() {
    assertThat(settings("millrace.blocking-dispatcher.thread-pool-executor.keep-alive-time = 5s"))
        .isEqualTo(Written.defaults());
  }
}
