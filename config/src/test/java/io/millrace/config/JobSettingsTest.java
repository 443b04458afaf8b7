package io.millrace.config;

import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a job may ask for itself. */
class JobSettingsTest {
  private static final String OF_JOBS =
      "millrace.batch.interval, millrace.batch.max-uncommitted, millrace.batch.max-bytes,"
          + " millrace.batch.grace, millrace.block.interval, millrace.block.max-bytes,"
          + " millrace.receiver.max-record-bytes, millrace.receiver.reconnect-min,"
          + " millrace.receiver.reconnect-max, millrace.receiver.quiet-after,"
          + " millrace.shuffle.partitions, millrace.scheduling.mode, millrace.scheduling.lease,"
          + " millrace.scheduling.report-interval, millrace.scheduling.max-attempts,"
          + " millrace.scheduling.task-bytes, millrace.driver.workers, millrace.driver.slots,"
          + " millrace.driver.start-timeout, millrace.dead-letter.directory,"
          + " millrace.dead-letter.max-bytes, millrace.dead-letter.sample-interval";

  private final MillraceSettings node =
      settings("millrace { batch.interval = 20ms, executor.slots = 3, shuffle.partitions = 8 }");

  @Test
  void a_job_has_what_it_asks_for_and_for_the_rest_what_its_node_has() {
    MillraceSettings job =
        node.forJob(
            Map.of(
                "millrace.batch.max-uncommitted", "2",
                "millrace.block.interval", "5ms",
                "millrace.dead-letter.directory", "/var/rejected",
                "millrace.shuffle.partitions", "16"));

    assertThat(job.batch())
        .isEqualTo(
            new BatchSettings(Duration.ofMillis(20), 2, 64 * 1024 * 1024, Duration.ofMillis(5)));
    assertThat(job.block().interval()).isEqualTo(Duration.ofMillis(5));
    assertThat(job.deadLetter().directory()).isEqualTo(Path.of("/var/rejected"));
    assertThat(job.shuffle().partitions()).isEqualTo(16);
    assertThat(job.executor()).isEqualTo(node.executor());
  }

  @Test
  void a_job_that_asks_for_nothing_has_the_settings_of_its_node() {
    assertThat(node.forJob(Map.of())).isEqualTo(node);
  }

  @Test
  void another_job_of_the_node_has_nothing_of_it() {
    node.forJob(Map.of("millrace.shuffle.partitions", "16"));

    assertThat(node.forJob(Map.of("millrace.batch.grace", "1ms")).shuffle().partitions())
        .isEqualTo(8);
  }

  @Test
  void a_setting_of_the_node_is_refused_with_those_of_a_job() {
    assertRefused(
        Map.of("millrace.executor.slots", "4"),
        "millrace.executor.slots = \"4\" (setting of the job): is a setting of the node; those of a"
            + " job are "
            + OF_JOBS);
  }

  @Test
  void an_unknown_key_is_refused_naming_the_nearest() {
    assertRefused(
        Map.of("millrace.batch.intervall", "5ms"),
        "millrace.batch.intervall = \"5ms\" (setting of the job):"
            + " unknown key, did you mean millrace.batch.interval?");
    assertRefused(
        Map.of("batch.interval", "5ms"),
        "batch.interval = \"5ms\" (setting of the job):"
            + " unknown key, did you mean millrace.batch.interval?");
    assertRefused(
        Map.of("millrace..batch.grace", "5"),
        "millrace..batch.grace = \"5\" (setting of the job):"
            + " unknown key, did you mean millrace.batch.grace?");
    assertRefused(
        Map.of("millrace.batch", "5"),
        "millrace.batch = \"5\" (setting of the job): is a group of keys, not a value");
  }

  @Test
  void a_value_that_is_not_allowed_is_refused() {
    assertRefused(
        Map.of("millrace.batch.grace", "2 minutes"),
        "millrace.batch.grace = \"2 minutes\" (setting of the job): must lie in 0s..60s");
    assertRefused(
        Map.of("millrace.shuffle.partitions", "many"),
        "millrace.shuffle.partitions = \"many\" (setting of the job): allowed: count, 1..1024");
  }

  @Test
  void a_value_that_does_not_go_with_one_of_the_node_is_refused_with_both() {
    assertRefused(
        Map.of("millrace.block.interval", "3ms"),
        "millrace.block.interval = \"3ms\" (setting of the job): must divide"
            + " millrace.batch.interval = \"20ms\" (config/driver.conf: 1)");
    assertRefused(
        Map.of("millrace.batch.interval", "7ms"),
        "millrace.block.interval = \"2ms\" (default): must divide"
            + " millrace.batch.interval = \"7ms\" (setting of the job)");
  }

  private void assertRefused(Map<String, String> overrides, String message) {
    assertThatThrownBy(() -> node.forJob(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }
}
