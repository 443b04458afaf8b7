package io.millrace.it.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.WorkerStatus;
import io.millrace.it.process.Generator;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import io.millrace.launcher.job.LatencyJob;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.driver.JobEvent;
import io.millrace.node.worker.WorkerNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker whose clock is wrong: the driver knows by how much, and the ledger is right. */
@Tag("multi-jvm")
@Timeout(90)
class SkewedClockIT {
  private static final double OFFSET_MICROS = 50_000;
  private static final double DRIFT = 100e-6;

  /** What a status may be behind: a ping and a line of the driver. */
  private static final double STALE_MICROS = 1_000_000;

  @RegisterExtension final Programs programs = new Programs();

  @Test
  void skewed_clock_is_known_within_its_bound_and_the_parts_still_sum() throws Exception {
    Generator generator = programs.generator("--rate-mb", "1");
    Program driver = driver(generator.address());
    String address = driver.awaitLine("ready driver ");
    long started = System.nanoTime();
    Program worker =
        programs.start(
            WorkerNode.class,
            List.of(
                "millrace.test.clock-skew.offset=50ms", "millrace.test.clock-skew.drift-ppm=100"),
            "--stop-on-eof",
            "--driver",
            address);
    worker.awaitLine("ready worker ");
    long ready = System.nanoTime();
    driver.awaitOut(line -> status(line, status -> status.measured().seconds() >= 2));
    driver.tell("stop");
    JobStatus ended = driver.awaitOut(line -> status(line, s -> s.state() == JobState.ENDED));
    long now = System.nanoTime();
    WorkerStatus skewed = ended.workers().get(0);
    assertOffsetIsKnown(skewed, (now - ready) / 1e3 - STALE_MICROS, (now - started) / 1e3);
    assertPartsSum(ended.measured(), skewed.clockBoundMicros());
    end(worker, driver);
  }

  private Program driver(String source) {
    return programs.start(
        DriverNode.class,
        List.of(),
        "--stop-on-eof",
        "--job",
        LatencyJob.class.getName(),
        "--job-arg",
        "sources=" + source,
        "--job-arg",
        "record-bytes=20",
        "--warmup",
        "1",
        "--seconds",
        "2");
  }

  private static Optional<JobStatus> status(String line, Predicate<JobStatus> wanted) {
    return JobEvent.parse(line).map(JobEvent::status).filter(wanted);
  }

  /**
   * The offset is what brings the worker's clock to the driver's, hence below zero.
   *
   * @param youngest how long the skewed clock has run at least, microseconds
   * @param oldest how long it has run at most
   */
  private static void assertOffsetIsKnown(WorkerStatus skewed, double youngest, double oldest) {
    double bound = skewed.clockBoundMicros();
    assertThat(bound).isLessThan(OFFSET_MICROS / 2);
    assertThat(skewed.clockOffsetMicros())
        .isBetween(
            -OFFSET_MICROS - DRIFT * oldest - bound, -OFFSET_MICROS - DRIFT * youngest + bound);
  }

  /** A part may come out below zero only by as much as the clock may be wrong. */
  private static void assertPartsSum(LatencySummary measured, double bound) {
    Map<String, Distribution> stages = measured.stages();
    double whole = measured.latency().mean();
    double parts =
        stages.values().stream().mapToDouble(Distribution::mean).sum()
            - requireNonNull(stages.get("commit")).mean();
    assertThat(stages.values()).allMatch(stage -> stage.mean() > -bound);
    assertThat(parts + measured.unaccountedMean()).isCloseTo(whole, within(whole * 1e-6));
    assertThat(measured.unaccountedMean()).isCloseTo(0, within(whole * 0.01));
  }

  private static void end(Program... nodes) throws InterruptedException {
    for (Program node : nodes) {
      node.endInput();
    }
    for (Program node : nodes) {
      assertThat(node.awaitEnd()).isZero();
    }
  }
}
