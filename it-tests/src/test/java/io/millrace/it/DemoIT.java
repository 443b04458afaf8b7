package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.launcher.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer runs it, but shorter; whether it is stable depends on the machine. */
@Tag("multi-jvm")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoIT {
  private static final List<String> PARTS =
      List.of("receive", "block", "store", "batch", "schedule", "process", "unaccounted");

  @TempDir private Path folder;

  @Test
  void embedded_every_record_arrives_once_and_the_parts_sum_to_the_whole() throws Exception {
    JsonNode result = result("--rate-mb", "2");
    assertThat(result.at("/mode").asText()).isEqualTo("embedded");
    assertThat(result.at("/perWorker")).hasSize(1);
    provesTheBooks(result);
  }

  @Test
  void on_a_cluster_every_worker_receives_and_runs_tasks() throws Exception {
    JsonNode result = result("--rate-mb", "2", "--cluster", "--workers", "2", "--receivers", "2");
    assertThat(result.at("/mode").asText()).isEqualTo("cluster");
    assertThat(result.at("/perWorker")).hasSize(2);
    assertThat(result.at("/perWorker"))
        .allSatisfy(worker -> assertThat(worker.at("/tasks").asLong()).isPositive())
        .allSatisfy(worker -> assertThat(worker.at("/records").asLong()).isPositive());
    provesTheBooks(result);
  }

  @Test
  void takes_all_its_processes_with_it_when_it_is_ended() throws Exception {
    Process demo = start("--rate-mb", "1", "--cluster", "--seconds", "100");
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).contains("MB/s");
      List<ProcessHandle> children = demo.descendants().toList();
      assertThat(children).as("generator, driver and two workers").hasSize(4);
      demo.destroy();
      for (ProcessHandle child : children) {
        child.onExit().get(1, TimeUnit.MINUTES);
      }
    } finally {
      demo.destroyForcibly();
    }
  }

  private static void provesTheBooks(JsonNode result) {
    assertThat(result.at("/records").asLong()).isPositive().isEqualTo(result.at("/sent").asLong());
    assertThat(result.at("/lost").asLong()).isZero();
    assertThat(result.at("/duplicated").asLong()).isZero();
    assertThat(result.at("/rejected").asLong()).isZero();
    assertThat(result.at("/taskBinary/misses").asLong())
        .isEqualTo(result.at("/stages").asLong() * result.at("/executors").asLong());
    double mean = result.at("/latencyMicros/mean").asDouble();
    double sum = 0;
    for (String part : PARTS) {
      sum += result.at("/stagesMicros/" + part + "/mean").asDouble();
    }
    assertThat(sum).isCloseTo(mean, within(mean * 1e-6));
  }

  private JsonNode result(String... options) throws IOException, InterruptedException {
    Path json = folder.resolve("result.json");
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--warmup", "2", "--seconds", "3", "--json", json.toString()));
    Process demo = start(all.toArray(String[]::new));
    String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    demo.waitFor();
    assertThat(json).as("what the demo said: %s", said).exists();
    return new ObjectMapper().readTree(Files.readString(json));
  }

  private static Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("demo");
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
