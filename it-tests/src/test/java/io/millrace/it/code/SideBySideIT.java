package io.millrace.it.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several jobs on the same workers at once. */
@Timeout(120)
class SideBySideIT {
  private static final List<String> LINES =
      IntStream.range(0, 20_000).mapToObj(number -> "line " + number).toList();

  @TempDir private Path folder;

  @Test
  void jobs_with_classes_of_one_name_have_each_their_own_and_their_own_batches() throws Exception {
    Path input = Files.write(folder.resolve("input"), LINES);
    try (OneProcess nodes = new OneProcess(folder, "")) {
      JobId meanwhile = totals(nodes, "totals");
      JobId first = copy(nodes, "first", input, "7ms");
      JobId second = copy(nodes, "second", input, "20ms");
      JobStatus ofFirst = ended(nodes, first);
      JobStatus ofSecond = ended(nodes, second);
      JobStatus ofThird = nodes.driver.status(meanwhile);
      assertThat(ofThird.state()).isEqualTo(JobState.RUNNING);
      assertThat(ofThird.records()).isPositive();
      assertThat(List.of(ofFirst.records(), ofSecond.records())).containsOnly((long) LINES.size());
      assertThat(ofFirst.batchMicros()).isEqualTo(7_000);
      assertThat(ofSecond.batchMicros()).isEqualTo(20_000);
      assertThat(output("first")).isEqualTo(LINES.stream().map(line -> "first" + line).toList());
      assertThat(output("second")).isEqualTo(LINES.stream().map(line -> "second" + line).toList());
    }
  }

  @Test
  void a_name_is_free_again_when_its_job_is_over() throws Exception {
    Path input = Files.write(folder.resolve("input"), LINES);
    try (OneProcess nodes = new OneProcess(folder, "")) {
      JobId running = totals(nodes, "copy");
      assertThatThrownBy(() -> copy(nodes, "copy", input, "10ms"))
          .hasMessageContaining("a job named copy runs already (" + running + ")");
      nodes.driver.drain(running, DrainMode.NOW);
      ended(nodes, running);
      ended(nodes, copy(nodes, "copy", input, "10ms"));
      assertThat(output("copy")).hasSize(LINES.size());
    }
  }

  private JobId totals(OneProcess nodes, String name) throws Exception {
    String totals = nodes.store(UserJobs.totals().writeTo(folder.resolve("totals.jar")));
    String out = folder.resolve("out").toString();
    return nodes.submit("com.acme.Totals", totals, name, Map.of(), "runs", out);
  }

  private JobId copy(OneProcess nodes, String name, Path input, String interval) throws Exception {
    String jar = nodes.store(UserJobs.copy(name).writeTo(folder.resolve(name + ".jar")));
    Map<String, String> settings =
        Map.of("millrace.batch.interval", interval, "millrace.block.interval", "1ms");
    String out = folder.resolve("out-" + name).toString();
    return nodes.submit("com.acme.Copy", jar, name, settings, input.toString(), out);
  }

  private static JobStatus ended(OneProcess nodes, JobId job) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> nodes.driver.status(job), status -> status.state() == JobState.ENDED);
  }

  /** The lines of all segments, in order. */
  private List<String> output(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out-" + name))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .flatMap(SideBySideIT::lines)
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
