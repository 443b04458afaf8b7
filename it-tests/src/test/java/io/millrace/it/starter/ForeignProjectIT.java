package io.millrace.it.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.it.cluster.Output;
import io.millrace.it.dist.DistributedCluster;
import io.millrace.it.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that knows the engine's dsl alone, and a cluster from the unpacked distribution: built,
 * submitted, watched and cancelled by the commands that a user has.
 */
@Tag("multi-jvm")
@Timeout(300)
class ForeignProjectIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> TOWNS = List.of("Bergen", "Oslo", "Røros", "Vardø");
  private static final int LOGS = 3;
  private static final int LINES_A_TIME = 20_000;

  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  private final SplittableRandom random = new SplittableRandom(30);
  private final List<Path> logs = new ArrayList<>();
  private final List<List<String>> expectedReadings = new ArrayList<>();
  private final Map<String, Long> expectedHottest = new TreeMap<>();

  @Test
  void its_job_is_submitted_seen_and_cancelled_and_its_output_is_what_it_should_be()
      throws Exception {
    Path jar = build();
    for (int log = 0; log < LOGS; log++) {
      logs.add(folder.resolve("log-" + log));
      expectedReadings.add(new ArrayList<>());
    }
    try (DistributedCluster cluster = DistributedCluster.start(programs, folder, LOGS)) {
      growLogs();
      assertThat(submit(cluster, jar)).containsExactly("job 1 (hottest) runs");
      awaitReadings();
      growLogs();
      awaitReadings();
      assertThatItIsSeen(cluster);
      assertThat(cluster.run("cancel", "hottest"))
          .containsExactly("job 1 (hottest) reads no more; what it has read is processed");
      assertThat(cluster.run("job", "1")).anyMatch(line -> line.startsWith("ended "));
      assertThatOutputIsRight();
      cluster.stop();
    }
  }

  private void assertThatOutputIsRight() {
    for (int log = 0; log < LOGS; log++) {
      readings().assertHolds(log, expectedReadings.get(log));
    }
    assertThat(new Output(folder.resolve("out/hottest")).byKey(Math::max))
        .isEqualTo(expectedHottest);
  }

  /** Against an installed artifact, in a folder of its own. */
  private Path build() throws IOException, InterruptedException, URISyntaxException {
    Path original = Path.of(getClass().getResource("/hottest-towns").toURI());
    Project project = Project.copy(original, folder.resolve("hottest-towns"));
    Path place = Files.createDirectory(folder.resolve("repository"));
    try (LocalRepository repository = LocalRepository.in(place)) {
      project.pack(repository);
    }
    assertThat(project.artifacts()).containsExactlyInAnyOrder("millrace-dsl", "jspecify");
    return project.folder().resolve("target/hottest-towns.jar");
  }

  private List<String> submit(DistributedCluster cluster, Path jar) throws Exception {
    String in = logs.stream().map(Path::toString).collect(Collectors.joining(","));
    return cluster.run(
        "submit",
        jar.toString(),
        "--class",
        "com.acme.HottestTowns",
        "--name",
        "hottest",
        "in=" + in,
        "out=" + folder.resolve("out"));
  }

  /** Appends lines to each log, and to what is expected of them. */
  private void growLogs() throws IOException {
    for (int log = 0; log < LOGS; log++) {
      List<String> lines = new ArrayList<>();
      for (int line = 0; line < LINES_A_TIME; line++) {
        String town = TOWNS.get(random.nextInt(TOWNS.size()));
        int tenths = random.nextInt(-300, 300);
        lines.add(town + ";" + tenths);
        expectedReadings.get(log).add(town + " has " + tenths + " tenths");
        expectedHottest.merge(town, (long) tenths, Math::max);
      }
      Files.write(logs.get(log), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private Output readings() {
    return new Output(folder.resolve("out/readings"));
  }

  private void awaitReadings() {
    int expected = expectedReadings.stream().mapToInt(List::size).sum();
    await(expected + " readings")
        .atMost(PATIENCE)
        .ignoreException(UncheckedIOException.class) // its folder is still to come
        .until(() -> readings().lines().size() >= expected);
  }

  private static void assertThatItIsSeen(DistributedCluster cluster) throws Exception {
    JsonNode jobs = cluster.json("jobs");
    assertThat(jobs).hasSize(1);
    assertThat(jobs.get(0).required("state").textValue()).isEqualTo("RUNNING");

    JsonNode job = cluster.json("job", "1");
    assertThat(job.required("name").textValue()).isEqualTo("hottest");
    assertThat(job.required("records").longValue()).isEqualTo(2L * LOGS * LINES_A_TIME);
    assertThat(job.required("streams").findValuesAsText("worker"))
        .as("each worker reads a log")
        .doesNotHaveDuplicates()
        .hasSize(LOGS);
  }
}
