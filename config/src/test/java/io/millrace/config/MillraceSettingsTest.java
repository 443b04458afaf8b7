package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MillraceSettingsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.batch.intervall, millrace.batch.interval",
        "millrace.block-store.consumer, millrace.block-store.consumers",
        "millrace.blockstore.consumers, millrace.block-store.consumers",
        "millrace.batch.partitions, millrace.shuffle.partitions",
        "millrace.receiver.bufferBytes, millrace.receiver.buffer-bytes",
        "millrace.batch.maxBytes, millrace.batch.max-bytes",
        "millrace.node.x, millrace.node.host",
        "millrace.batches, millrace.batch",
        "mill-race.batch.interval, millrace.batch.interval",
        "Millrace.batch.interval, millrace.batch.interval",
        "millrace.executor.slots-per-node, millrace.executor.slots",
      })
  void an_unknown_key_is_refused_naming_the_nearest(String key, String nearest) {
    assertThatThrownBy(() -> settings("\n\n" + key + " = 5"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            key + " = 5 (config/driver.conf: 3): unknown key, did you mean " + nearest + "?");
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
        "millrace.batch.interval, '\"soon\"', 'allowed: duration, 100us..60s'",
        "millrace.batch.interval, '{\"x\":1}', 'allowed: duration, 100us..60s'",
        "millrace.batch.max-bytes, '\"much\"', 'allowed: bytes, 1KiB..1TiB'",
        "millrace.batch.max-bytes, -1, 'allowed: bytes, 1KiB..1TiB'",
        "millrace.batch.max-uncommitted, '\"four\"', 'allowed: count, 1..64'",
        "millrace.batch.max-uncommitted, 1.5, 'allowed: count, 1..64'",
        "millrace.batch.max-uncommitted, 99999999999, must lie in 1..64",
        "millrace.clock.max-drift-ppm, true, 'allowed: parts per million, 0..10000'",
        "millrace.node.host, [], 'allowed: host'",
        "millrace.reliability, '\"journaled\"', must be none",
        "millrace.batch, 5, 'is a group of keys, not a value'",
        "millrace, 5, 'is a group of keys, not a value'",
      })
  void a_wrong_type_is_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "millrace.batch.interval, 10, 'needs a unit, such as 10ms'",
        "millrace.batch.interval, '\"10\"', 'needs a unit, such as 10ms'",
        "millrace.batch.interval, '\" 2.5 \"', 'needs a unit, such as 2.5ms'",
        "millrace.test.clock-skew.offset, -5, 'needs a unit, such as -5ms'",
        "millrace.block.max-bytes, 65536, 'needs a unit, such as 65536B'",
        "millrace.code.max-bytes, '\"65536\"', 'needs a unit, such as 65536B'",
      })
  void a_number_without_a_unit_is_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }

  @Test
  void a_number_with_an_exponent_has_no_unit_either() {
    assertRefused(
        "millrace.batch.interval = 1e2",
        "millrace.batch.interval = 100 (config/driver.conf: 1): needs a unit, such as 1e2ms");
  }

  @Test
  void nothing_needs_no_unit() {
    assertThat(settings("millrace { batch.grace = 0, code.keep-bytes = \"0\" }"))
        .returns(Duration.ZERO, settings -> settings.batch().grace())
        .returns(0L, settings -> settings.code().keepBytes());
  }

  @Test
  void of_a_group_that_nobody_knows_the_first_key_is_named() {
    assertRefused(
        "millrace.blocks { max-bytes = 1MiB, interval = 5ms }",
        "millrace.blocks.interval = \"5ms\" (config/driver.conf: 1):"
            + " unknown key, did you mean millrace.block.interval?");
  }

  @Test
  void a_value_that_is_put_together_is_read_and_its_place_is_the_file() {
    assertRefused(
        "millrace.node.host = ${java.io.tmpdir}\"/x\"\nmillrace.node.port = ${millrace.node.host}",
        "millrace.node.port = \""
            + System.getProperty("java.io.tmpdir")
            + "/x\" (config/driver.conf: 1): allowed: count, 0..65535");
  }

  @Test
  void a_record_made_by_hand_is_checked_as_well() {
    assertThatThrownBy(() -> new ShuffleSettings(0))
        .hasMessage("millrace.shuffle.partitions = 0: must lie in 1..1024");
  }

  @Test
  void dispatchers_take_the_keys_of_akka() {
    assertThat(
            settings("millrace.blocking-dispatcher.thread-pool-executor.keep-alive-time = 5s")
                .node())
        .isEqualTo(Written.defaults().node());
  }
}
