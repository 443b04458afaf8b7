package io.millrace.it.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.WorkerStatus;
import io.millrace.launcher.job.LatencyJob;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.driver.JobEvent;
import io.millrace.node.worker.WorkerNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker whose clock is wrong: the driver knows by how much, and the ledger is right. */
@Timeout(90)
class SkewedClockIT {
  private static final double OFFSET_MICROS = 50_000;
  private static final double DRIFT = 100e-6;

  /** What a status may be behind: a ping and a line of the driver. */
  private static final double STALE_MICROS = 1_000_000;

  private static final Comparator<WorkerStatus> BY_OFFSET =
      Comparator.comparingDouble(WorkerStatus::clockOffsetMicros);
  private static final Comparator<WorkerStatus> BY_BOUND =
      Comparator.comparingDouble(WorkerStatus::clockBoundMicros);

  @RegisterExtension final Programs programs = new Programs();

  @Test
  void skewed_clock_is_known_within_its_bound_and_the_parts_still_sum() throws Exception {
    Generator generator = programs.generator("--connections", "2", "--rate-mb", "1");
    Program driver = driver(generator.address());
    String address = driver.awaitLine("ready driver ");
    long started = System.nanoTime();
    Program skewed =
        worker(
            address,
            "millrace.test.clock-skew.offset=50ms",
            "millrace.test.clock-skew.drift-ppm=100");
    Program sound = worker(address);
    skewed.awaitLine("ready worker ");
    long ready = System.nanoTime();
    driver.awaitOut(line -> status(line, status -> status.measured().seconds() >= 2));
    driver.tell("stop");
    JobStatus ended = driver.awaitOut(line -> status(line, s -> s.state() == JobState.ENDED));
    long now = System.nanoTime();
    assertOffsetsAreKnown(
        ended.workers(), (now - ready) / 1e3 - STALE_MICROS, (now - started) / 1e3);
    assertThat(ended.workers()).allSatisfy(worker -> assertThat(worker.tasks()).isPositive());
    assertPartsSum(ended);
    end(skewed, sound, driver);
  }

  private Program driver(String source) {
    return programs.start(
        DriverNode.class,
        List.of("millrace.driver.workers=2"),
        "--stop-on-eof",
        "--job",
        LatencyJob.class.getName(),
        "--job-arg",
        "source=" + source,
        "--job-arg",
        "source=" + source,
        "--warmup",
        "1",
        "--seconds",
        "2");
  }

  private Program worker(String driver, String... settings) {
    return programs.start(WorkerNode.class, List.of(settings), "--stop-on-eof", "--driver", driver);
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
  private static void assertOffsetsAreKnown(
      List<WorkerStatus> workers, double youngest, double oldest) {
    assertThat(workers).hasSize(2);
    WorkerStatus skewed = Collections.min(workers, BY_OFFSET);
    WorkerStatus sound = Collections.max(workers, BY_OFFSET);
    assertThat(skewed.clockOffsetMicros())
        .isBetween(
            -OFFSET_MICROS - DRIFT * oldest - skewed.clockBoundMicros(),
            -OFFSET_MICROS - DRIFT * youngest + skewed.clockBoundMicros());
    assertThat(sound.clockOffsetMicros()).isCloseTo(0, within(sound.clockBoundMicros()));
    assertThat(workers).allMatch(worker -> worker.clockBoundMicros() < OFFSET_MICROS / 10);
  }

  /** A part may come out below zero only by as much as the clocks may be wrong. */
  private static void assertPartsSum(JobStatus job) {
    double bound = Collections.max(job.workers(), BY_BOUND).clockBoundMicros();
    Map<String, Distribution> stages = job.measured().stages();
    double whole = job.measured().latency().mean();
    double parts =
        stages.values().stream().mapToDouble(Distribution::mean).sum()
            - requireNonNull(stages.get("commit")).mean();
    assertThat(stages.values()).allMatch(stage -> stage.mean() > -bound);
    assertThat(parts + job.measured().unaccountedMean()).isCloseTo(whole, within(whole * 1e-6));
    assertThat(job.measured().unaccountedMean()).isCloseTo(0, within(whole * 0.01));
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
