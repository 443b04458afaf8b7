package io.millrace.it.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.it.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The demo with its own generator: nothing is lost, and its result is whole. */
@Tag("multi-jvm")
@Timeout(90)
class DemoResultIT {
  private static final List<String> FIELDS =
      List.of(
          "engine version mode workers jvm gc cores scheduling reliability batchMillis blockMillis",
          "consumers receivers recordBytes rateMbRequested rateMb recordsPerSecond records sent lost",
          "duplicated rejected seconds warmupSeconds latencyMicros visibleMicros",
          "firstHalfMeanMicros secondHalfMeanMicros stable stagesMicros stages executors taskBinary",
          "batches perWorker");
  private static final List<String> PARTS =
      List.of("receive", "block", "store", "batch", "schedule", "process");

  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  @Test
  void embedded_demo_loses_nothing_and_its_parts_sum() throws Exception {
    DemoRun run = demo();
    assertThat(run.json().required("mode").asText()).isEqualTo("embedded");
    assertResultIsWhole(run);
    assertThat(run.count("executors")).isEqualTo(1);
    assertThat(run.json().required("perWorker")).hasSize(1);
  }

  @Test
  void cluster_of_two_loses_nothing_and_both_workers_run_tasks() throws Exception {
    DemoRun run = demo("--cluster", "--workers", "2", "--receivers", "2");
    assertThat(run.json().required("mode").asText()).isEqualTo("cluster");
    assertResultIsWhole(run);
    assertThat(run.count("executors")).isEqualTo(2);
    assertThat(run.json().required("perWorker")).hasSize(2);
  }

  private DemoRun demo(String... options) throws IOException, InterruptedException {
    List<String> usual = List.of("--seconds", "2", "--warmup", "1", "--rate-mb", "2");
    return DemoRun.of(
        programs, folder, Stream.concat(usual.stream(), Stream.of(options)).toArray(String[]::new));
  }

  private static void assertResultIsWhole(DemoRun run) {
    assertFieldsAreThere(run.json());
    assertTotalsAgree(run);
    assertPartsSum(run);
    assertThat(run.count("stages")).isEqualTo(1);
    assertThat(run.number("taskBinary/misses"))
        .isEqualTo(run.number("stages") * run.number("executors"));
    assertThat(run.json().required("perWorker"))
        .allSatisfy(worker -> assertThat(worker.required("tasks").longValue()).isPositive());
    assertVerdictFitsResult(run);
  }

  private static void assertFieldsAreThere(JsonNode json) {
    assertThat(json.fieldNames())
        .toIterable()
        .contains(
            FIELDS.stream().flatMap(line -> Stream.of(line.split(" "))).toArray(String[]::new));
    for (String latency : List.of("latencyMicros", "visibleMicros")) {
      assertNumbers(json.required(latency), "mean", "p50", "p90", "p99", "p999", "max");
    }
    for (String stage : PARTS) {
      assertNumbers(json.required("stagesMicros").required(stage), "mean", "p50", "p99");
    }
    assertNumbers(json.at("/stagesMicros/commit"), "mean", "p50", "p99");
    assertNumbers(json.at("/stagesMicros/unaccounted"), "mean");
    assertNumbers(json.required("taskBinary"), "hits", "misses", "coldMicros");
    assertNumbers(json.at("/taskBinary/warmMicros"), "mean", "p50", "p99");
    assertNumbers(json.required("batches"), "due", "count", "merged", "failed");
    assertThat(json.required("perWorker"))
        .allSatisfy(worker -> assertNumbers(worker, "tasks", "records", "shuffleBytesIn"));
  }

  private static void assertNumbers(JsonNode group, String... names) {
    assertThat(names).allSatisfy(name -> assertThat(group.path(name).isNumber()).as(name).isTrue());
  }

  private static void assertTotalsAgree(DemoRun run) {
    assertThat(run.count("records")).isPositive().isEqualTo(run.count("sent"));
    assertThat(run.count("lost")).isZero();
    assertThat(run.count("duplicated")).isZero();
    assertThat(run.count("rejected")).isZero();
    assertThat(run.number("batches/failed")).isZero();
    assertThat(run.number("rateMbRequested")).isEqualTo(2);
    assertThat(run.number("batchMillis")).isEqualTo(10);
    assertThat(run.number("warmupSeconds")).isEqualTo(1);
  }

  private static void assertPartsSum(DemoRun run) {
    double whole = run.number("latencyMicros/mean");
    double unaccounted = run.number("stagesMicros/unaccounted/mean");
    double parts = means(run).sum();
    assertThat(means(run).boxed()).allSatisfy(mean -> assertThat(mean).isPositive());
    assertThat(parts + unaccounted).isCloseTo(whole, within(whole * 1e-6));
    assertThat(Math.abs(unaccounted)).isLessThanOrEqualTo(whole * 0.01);
  }

  private static DoubleStream means(DemoRun run) {
    return PARTS.stream().mapToDouble(stage -> run.number("stagesMicros/" + stage + "/mean"));
  }

  /**
   * Whether so short a run on a busy machine was stable is not this test's; that it is said, is.
   */
  private static void assertVerdictFitsResult(DemoRun run) {
    boolean stable = run.json().required("stable").booleanValue();
    assertThat(run.exit()).isEqualTo(stable ? 0 : 1);
    assertThat(run.verdict()).startsWith(stable ? "OK: stable; " : "NOT OK: not stable: ");
    assertThat(run.err()).noneMatch(line -> line.startsWith("\tat "));
  }
}
