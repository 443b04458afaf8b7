package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultJsonTest {
  /** As promised to programs, with a value of each kind. */
  private static final String PROMISED =
      """
      {"engine":"","version":"","mode":"","workers":0,"jvm":"","gc":"","cores":0,"flags":[""],
       "scheduling":"","reliability":"","batchMillis":0,"blockMillis":0,"consumers":0,
       "receivers":0,"recordBytes":0,"rateMbRequested":0,"rateMb":0,"recordsPerSecond":0,
       "records":0,"sent":0,"lost":0,"duplicated":0,"rejected":0,"seconds":0,"warmupSeconds":0,
       "latencyMicros":{"mean":0,"p50":0,"p90":0,"p99":0,"p999":0,"max":0},
       "visibleMicros":{"mean":0,"p50":0,"p90":0,"p99":0,"p999":0,"max":0},
       "firstHalfMeanMicros":0,"secondHalfMeanMicros":0,"stable":true,
       "stagesMicros":{"receive":{"mean":0,"p50":0,"p99":0},"block":{"mean":0,"p50":0,"p99":0},
        "store":{"mean":0,"p50":0,"p99":0},"batch":{"mean":0,"p50":0,"p99":0},
        "schedule":{"mean":0,"p50":0,"p99":0},"process":{"mean":0,"p50":0,"p99":0},
        "unaccounted":{"mean":0},"commit":{"mean":0,"p50":0,"p99":0}},
       "stages":0,"executors":0,
       "taskBinary":{"hits":0,"misses":0,"coldMicros":0,
        "warmMicros":{"mean":0,"p50":0,"p90":0,"p99":0,"p999":0,"max":0}},
       "batches":{"due":0,"count":0,"merged":0,"failed":0},
       "perWorker":[{"tasks":0,"records":0,"shuffleBytesIn":0}]}
      """;

  @TempDir private Path folder;

  private final StatusFixture run = new StatusFixture();

  @Test
  void has_every_name_that_is_promised_with_a_value_of_its_kind() throws IOException {
    assertThat(leaves(json())).containsAll(leaves(new ObjectMapper().readTree(PROMISED)));
  }

  @Test
  void says_what_was_measured() throws IOException {
    JsonNode json = json();
    assertThat(json.at("/engine").asText()).isEqualTo("millrace");
    assertThat(json.at("/mode").asText()).isEqualTo("cluster");
    assertThat(json.at("/batchMillis").asDouble()).isEqualTo(10);
    assertThat(json.at("/blockMillis").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/rateMbRequested").asDouble()).isEqualTo(10);
    assertThat(json.at("/rateMb").asDouble()).isEqualTo(10);
    assertThat(json.at("/sent").asLong()).isEqualTo(15_000_000);
    assertThat(json.at("/warmupSeconds").asDouble()).isEqualTo(10);
    assertThat(json.at("/latencyMicros/p999").asDouble()).isEqualTo(12_000);
    assertThat(json.at("/visibleMicros/mean").asDouble()).isEqualTo(6_500);
    assertThat(json.at("/stagesMicros/batch/p99").asDouble()).isEqualTo(4_002);
    assertThat(json.at("/taskBinary/coldMicros").asDouble()).isEqualTo(3_000);
    assertThat(json.at("/perWorker/0/shuffleBytesIn").asLong()).isEqualTo(512);
    assertThat(json.at("/stable").asBoolean()).isTrue();
  }

  @Test
  void the_parts_sum_to_the_whole() throws IOException {
    JsonNode stages = json().at("/stagesMicros");
    double sum = 0;
    for (String part : List.of("receive", "block", "store", "batch", "schedule", "process")) {
      sum += stages.at("/" + part + "/mean").asDouble();
    }
    assertThat(sum + stages.at("/unaccounted/mean").asDouble()).isCloseTo(6_000, within(1e-9));
  }

  @Test
  void what_was_not_asked_and_what_is_not_known_is_null() throws IOException {
    run.rateMb = null;
    run.sent = null;
    assertThat(json().at("/rateMbRequested").isNull()).isTrue();
    assertThat(json().at("/sent").isNull()).isTrue();
  }

  private JsonNode json() throws IOException {
    Path file = folder.resolve("r.json");
    ResultJson.write(run.result(), file);
    return new ObjectMapper().readTree(file.toFile());
  }

  /** Each value's path and kind. */
  private static List<String> leaves(JsonNode node) {
    List<String> leaves = new ArrayList<>();
    collect("", node, leaves);
    return List.copyOf(new TreeSet<>(leaves));
  }

  private static void collect(String path, JsonNode node, List<String> leaves) {
    if (node.isArray()) {
      node.forEach(element -> collect(path + "[]", element, leaves));
    } else if (node.isObject()) {
      node.properties().forEach(e -> collect(path + "." + e.getKey(), e.getValue(), leaves));
    } else {
      leaves.add(path + " " + node.getNodeType());
    }
  }
}
