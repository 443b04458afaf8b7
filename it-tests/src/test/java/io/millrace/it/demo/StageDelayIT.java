package io.millrace.it.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.NodeConfig;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.Measurement;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.it.process.Program;
import io.millrace.launcher.Main;
import io.millrace.launcher.job.LatencyJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The latency ledger puts a delay where it is: one that is planted in a stage shows in that stage
 * and in no other. Medians are compared, which a pause of the machine in a few batches does not
 * move; a batch interval of 40 ms leaves room for the delay, so that nothing queues behind it.
 */
@Tag("multi-jvm")
@Timeout(60)
class StageDelayIT {
  private static final int DELAY_MICROS = 10_000;
  private static final int TOLERANCE = DELAY_MICROS / 2;
  private static final Measurement MEASUREMENT = new Measurement(500_000, 2_000_000);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "millrace.batch.interval", "40ms",
          "millrace.batch.grace", "30ms",
          "millrace.block.interval", "40ms");

  private static Program generator;
  private static String source;
  private static LatencySummary undelayed;

  @BeforeAll
  static void run_without_a_delay() throws InterruptedException {
    generator = Program.start(Main.class, List.of(), "generate --port 0 --rate-mb 0.2".split(" "));
    source = generator.awaitLine("listening on ");
    run(Map.of()); // the first run of a JVM is slower than those that follow
    undelayed = run(Map.of());
  }

  @AfterAll
  static void end_the_generator() {
    generator.killAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"receive", "block", "store", "batch", "schedule", "process", "commit"})
  void delay_planted_in_a_stage_shows_there_and_nowhere_else(String delayed)
      throws InterruptedException {
    LatencySummary run =
        run(
            Map.of(
                "millrace.test.delay.stage",
                delayed,
                "millrace.test.delay.duration",
                DELAY_MICROS + "us"));
    assertThat(run.stages()).containsKey(delayed);
    SoftAssertions softly = new SoftAssertions();
    run.stages()
        .forEach(
            (stage, micros) -> {
              double growth = micros.p50() - median(undelayed, stage);
              double expected = stage.equals(delayed) ? growthOf(stage) : 0;
              softly
                  .assertThat(growth)
                  .as(stage)
                  .isBetween(expected - TOLERANCE, expected + TOLERANCE);
            });
    softly.assertAll();
  }

  /** While a read is held up, more comes in, which then has waited for half the delay. */
  private static double growthOf(String stage) {
    return stage.equals("receive") ? 1.5 * DELAY_MICROS : DELAY_MICROS;
  }

  private static double median(LatencySummary run, String stage) {
    return requireNonNull(run.stages().get(stage)).p50();
  }

  private static LatencySummary run(Map<String, Object> delay) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(SETTINGS);
    settings.putAll(delay);
    try (EmbeddedMillrace millrace = Millrace.embedded(NodeConfig.of(settings, "test"))) {
      JobHandle job =
          millrace.run(new LatencyJob(), LatencyJob.arguments(List.of(source), 20), MEASUREMENT);
      await().atMost(Duration.ofSeconds(30)).until(() -> job.status().measured().seconds() >= 2);
      job.cancel();
      return job.await().measured();
    }
  }
}
