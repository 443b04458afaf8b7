package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether so short a run was stable is not these tests' matter; that it counts exactly, is. */
@Timeout(120)
class StoreCommandTest {
  @TempDir private Path folder;

  @Test
  @Tag("multi-jvm")
  void there_is_a_result_for_each_number_of_consumers() throws Exception {
    BenchRun run =
        BenchRun.of(folder, "store --consumers 1,3 --runs 1 --seconds 1 --warmup 1 --rate-mb 1");
    JsonNode store = run.json().required("store");
    assertThat(store).hasSize(2);
    assertThat(store.get(0).required("consumers").intValue()).isEqualTo(1);
    assertThat(store.get(1).required("consumers").intValue()).isEqualTo(3);
    for (JsonNode one : store) {
      assertThat(one.required("records").longValue())
          .isPositive()
          .isEqualTo(one.required("sent").longValue());
      assertThat(one.at("/stagesMicros/store/p50").doubleValue()).isPositive();
    }
  }

  @Test
  void consumers_out_of_range_are_refused_before_anything_starts() throws Exception {
    BenchRun run = BenchRun.of(folder, "store --consumers 1,65");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("--consumers is 65; it must lie in 1..64");
  }
}
