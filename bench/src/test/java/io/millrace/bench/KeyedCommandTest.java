package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether so short a run was stable is not these tests' matter; that it counts exactly, is. */
@Timeout(120)
class KeyedCommandTest {
  @TempDir private Path folder;

  @Test
  @Tag("multi-jvm")
  void the_counts_of_all_keys_add_up_to_what_was_sent() throws Exception {
    BenchRun run =
        BenchRun.of(folder, "keyed --keys 100 --runs 1 --seconds 1 --warmup 1 --rate-mb 1");
    assertThat(run.count("/records")).isPositive().isEqualTo(run.count("/sent"));
    assertThat(run.count("/lost") + run.count("/duplicated")).isZero();
    assertThat(run.count("/floor/records")).isEqualTo(run.count("/floor/sent"));
    assertThat(run.count("/keys")).isEqualTo(100);
    assertThat(run.count("/stages")).isEqualTo(2);
    assertThat(run.json().at("/latencyMicros/p50").doubleValue()).isPositive();
    assertThat(run.json().at("/perWorker/0/shuffleBytesIn").longValue()).isPositive();
  }

  @Test
  void no_keys_are_refused() throws Exception {
    BenchRun run = BenchRun.of(folder, "keyed --keys 0");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("--keys is 0; it must lie in 1..10000000");
  }
}
