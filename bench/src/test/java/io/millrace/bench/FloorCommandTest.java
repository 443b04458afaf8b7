package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.Main;
import io.millrace.launcher.process.GeneratorProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether so short a run was stable is not these tests' matter; that it counts exactly, is. */
@Tag("multi-jvm")
@Timeout(90)
class FloorCommandTest {
  @TempDir private Path folder;

  @Test
  void each_record_is_read_once_over_all_connections_and_runs() throws Exception {
    BenchRun run =
        BenchRun.of(folder, "floor --runs 2 --seconds 1 --warmup 0 --rate-mb 1 --receivers 2");
    assertThat(run.json().required("runs")).hasSize(2);
    for (String place : List.of("/runs/0", "/runs/1")) {
      assertThat(run.count(place + "/records")).isPositive().isEqualTo(run.count(place + "/sent"));
    }
    assertThat(run.count("/lost") + run.count("/duplicated") + run.count("/rejected")).isZero();
    assertThat(run.json().at("/latencyMicros/p50").doubleValue()).isPositive();
    assertThat(run.json().required("cores").intValue()).isPositive();
    assertThat(run.json().required("flags").isArray()).isTrue();
  }

  @Test
  void what_a_source_leaves_out_repeats_and_spoils_is_said() throws Exception {
    List<String> faults = List.of("--leave-out", "7", "--repeat", "5", "--malformed", "3");
    try (GeneratorProcess source = GeneratorProcess.start(Main.class.getName(), faults)) {
      String options = " --runs 1 --seconds 2 --warmup 0 --batch 1ms";
      BenchRun run = BenchRun.of(folder, "floor --source " + source.address() + options);
      assertThat(run.count("/lost")).isEqualTo(7);
      assertThat(run.count("/duplicated")).isEqualTo(5);
      assertThat(run.count("/rejected")).isEqualTo(3);
      assertThat(run.json().required("sent").isNull()).isTrue();
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.out()).contains("7 lost, 5 duplicated, 3 rejected as malformed");
    }
  }

  @Test
  void a_source_that_refuses_is_named() throws Exception {
    BenchRun run = BenchRun.of(folder, "floor --source localhost:1 --runs 1 --seconds 1");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("localhost:1").contains("refused").doesNotContain("\tat ");
  }
}
