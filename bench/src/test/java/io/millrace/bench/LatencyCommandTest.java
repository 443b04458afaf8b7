package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether so short a run was stable is not these tests' matter; that it counts exactly, is. */
@Timeout(120)
class LatencyCommandTest {
  private static final String TINY = " --seconds 1 --warmup 1 --rate-mb 1";

  @TempDir private Path folder;

  @Test
  @Tag("multi-jvm")
  void runs_and_floors_lose_nothing_and_stand_beside_each_other() throws Exception {
    BenchRun run = BenchRun.of(folder, "latency --runs 2" + TINY);
    assertThat(run.json().required("runs")).hasSize(2);
    assertThat(run.json().at("/floor/runs")).hasSize(2);
    for (String place : List.of("/runs/0", "/runs/1", "/floor/runs/0", "/floor/runs/1")) {
      assertThat(run.count(place + "/records")).isPositive().isEqualTo(run.count(place + "/sent"));
      assertThat(run.count(place + "/lost") + run.count(place + "/duplicated")).isZero();
    }
    double floor = run.json().at("/floor/latencyMicros/p50").doubleValue();
    double engine = run.json().at("/latencyMicros/p50").doubleValue();
    assertThat(run.json().at("/ratioToFloor/p50").doubleValue()).isEqualTo(engine / floor);
    assertThat(run.json().required("decoder").asText()).isEqualTo("zero-copy");
    assertThat(run.json().required("scheduling").asText()).isEqualTo("per-batch");
    assertThat(run.out()).contains("median floor").contains("where the time went");
  }

  @Test
  @Tag("multi-jvm")
  void a_string_and_an_object_for_each_record_are_timed_and_checked_alike() throws Exception {
    BenchRun run = BenchRun.of(folder, "latency --decoder lines --runs 1" + TINY);
    assertThat(run.count("/records")).isPositive().isEqualTo(run.count("/sent"));
    assertThat(run.count("/lost") + run.count("/duplicated")).isZero();
    assertThat(run.json().at("/latencyMicros/p50").doubleValue()).isPositive();
    assertThat(run.json().required("decoder").asText()).isEqualTo("lines");
  }

  @Test
  @Tag("multi-jvm")
  void on_a_cluster_driver_and_workers_are_processes() throws Exception {
    BenchRun run =
        BenchRun.of(folder, "latency --mode cluster --workers 2 --receivers 2 --runs 1" + TINY);
    assertThat(run.json().required("mode").asText()).isEqualTo("cluster");
    assertThat(run.json().required("perWorker")).hasSize(2);
    assertThat(run.count("/records")).isPositive().isEqualTo(run.count("/sent"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          latency --runs 0            | --runs is 0; it must lie in 1..100
          latency --decoder other     | --decoder is other; it must be zero-copy or lines
          latency --mode other        | --mode is other; it must be embedded or cluster
          latency --workers 2         | --workers goes with --mode cluster
          latency --scheduling other  | millrace.scheduling.mode = "other"
          latency --batch 3ms --block 2ms | --block 2ms does not divide --batch 3ms
          floor --block 1ms           | Unknown option
          floor --record-bytes 14     | --record-bytes is 14; it must lie in 15..4096
          """)
  void a_wrong_call_is_refused_in_a_sentence_before_anything_starts(String call, String said)
      throws Exception {
    BenchRun run = BenchRun.of(folder, call);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElseThrow()).contains(said);
    assertThat(run.json().isMissingNode()).isTrue();
  }
}
