package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether so short a run was stable is not these tests' matter; that it counts exactly, is. */
@Timeout(120)
class ReceiverCommandTest {
  @TempDir private Path folder;

  @Test
  @Tag("multi-jvm")
  void every_line_is_counted_as_fast_as_they_come() throws Exception {
    BenchRun run = BenchRun.of(folder, "receiver --runs 1 --seconds 1 --warmup 1 --rate-mb 0");
    assertThat(run.count("/records")).isPositive().isEqualTo(run.count("/sent"));
    assertThat(run.count("/lost") + run.count("/duplicated")).isZero();
    assertThat(run.json().required("rateMb").doubleValue()).isPositive();
    assertThat(run.json().required("kind").asText()).isEqualTo("text");
    assertThat(run.json().has("floor")).isFalse();
    assertThat(run.out()).contains("MB/s");
  }

  @Test
  void a_kind_that_is_not_there_is_refused() throws Exception {
    BenchRun run = BenchRun.of(folder, "receiver --kind other");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("--kind is other; it must be text");
  }
}
