package io.millrace.it.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.WorkerStatus;
import io.millrace.launcher.LatencyJob;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.driver.JobEvent;
import io.millrace.node.worker.WorkerNode;
import java.util.Comparator;
import java.util.List;
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
    driver.awaitOut(line -> status(line, status -> status.measured().seconds() >= 2));
    driver.tell("stop");
    JobStatus ended = driver.awaitOut(line -> status(line, s -> s.state() == JobState.ENDED));
    double oldestMicros = (System.nanoTime() - started) / 1e3;
    assertOffsetsAreKnown(ended.workers(), oldestMicros);
    assertThat(ended.workers()).allSatisfy(worker -> assertThat(worker.tasks()).isPositive());
    assertPartsSum(ended.measured());
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
    return programs.start(
        WorkerNode.class, List.of(settings), "--stop-on-eof", "--driver", driver);
  }

  private static Optional<JobStatus> status(String line, Predicate<JobStatus> wanted) {
    return JobEvent.parse(line).map(JobEvent::status).filter(wanted);
  }

  /** The offset is what brings the worker's clock to the driver's, hence below zero. */
  private static void assertOffsetsAreKnown(List<WorkerStatus> workers, double oldestMicros) {
    List<WorkerStatus> ordered =
        workers.stream()
            .sorted(Comparator.comparingDouble(WorkerStatus::clockOffsetMicros))
            .toList();
    assertThat(ordered).hasSize(2);
    WorkerStatus skewed = ordered.get(0);
    WorkerStatus sound = ordered.get(1);
    System.out.println(ordered + " " + oldestMicros);
    assertThat(skewed.clockOffsetMicros())
        .isBetween(
            -OFFSET_MICROS - DRIFT * oldestMicros - skewed.clockBoundMicros(),
            -OFFSET_MICROS + skewed.clockBoundMicros());
    assertThat(sound.clockOffsetMicros()).isCloseTo(0, within(sound.clockBoundMicros()));
    assertThat(ordered).extracting(WorkerStatus::clockBoundMicros).allMatch(bound -> bound < 5_000);
  }

  private static void assertPartsSum(LatencySummary measured) {
    System.out.println(measured);
    double whole = measured.latency().mean();
    double parts =
        measured.stages().entrySet().stream()
            .filter(stage -> !stage.getKey().equals("commit"))
            .mapToDouble(stage -> stage.getValue().mean())
            .sum();
    assertThat(measured.stages().values()).allSatisfy(s -> assertThat(s.mean()).isPositive());
    assertThat(parts + measured.unaccountedMean()).isCloseTo(whole, within(whole * 1e-6));
    assertThat(Math.abs(measured.unaccountedMean())).isLessThanOrEqualTo(whole * 0.01);
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
