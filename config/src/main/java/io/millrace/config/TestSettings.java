package io.millrace.config;

import java.time.Duration;
import java.util.List;

/**
 * {@code millrace.test}: faults that tests plant; all off by default.
 *
 * @param clockSkew added to this clock of the node
 * @param clockDriftPpm how much too fast it runs, parts per million
 * @param delayStage stage of the ledger to delay ({@code receive, block, store, batch, schedule,
 *     process, commit}), or empty
 * @param delay by how much
 */
public record TestSettings(
    Duration clockSkew, double clockDriftPpm, String delayStage, Duration delay) {
  /** The stages of the latency ledger, in order. */
  private static final List<String> STAGES =
      List.of("receive", "block", "store", "batch", "schedule", "process", "commit");

  public TestSettings {
    Duration minute = Duration.ofSeconds(60);
    Range.duration("millrace.test.clock-skew.offset", clockSkew, minute.negated(), minute);
    Range.number("millrace.test.clock-skew.drift-ppm", clockDriftPpm, -10_000, 10_000);
    Range.duration("millrace.test.delay.duration", delay, Duration.ZERO, minute);
    if (!delayStage.isEmpty() && !STAGES.contains(delayStage)) {
      throw SettingsException.of(
          "millrace.test.delay.stage", delayStage, "must be \"\" | " + String.join(" | ", STAGES));
    }
  }
}
