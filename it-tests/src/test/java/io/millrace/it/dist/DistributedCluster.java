package io.millrace.it.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster on free ports, started from the unpacked distribution by the user's commands. */
public final class DistributedCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Programs programs;
  private final Distribution distribution;
  private final Map<String, String> environment = new HashMap<>();

  private DistributedCluster(Programs programs, Distribution distribution) {
    this.programs = programs;
    this.distribution = distribution;
  }

  /**
   * Starts it.
   *
   * @param parent the distribution is unpacked in a new folder there
   */
  public static DistributedCluster start(Programs programs, Path parent, int workers)
      throws Exception {
    Path empty = Files.createDirectory(parent.resolve("distribution"));
    Distribution distribution = Distribution.unpackIn(empty);
    Files.writeString(
        distribution.file("config/driver.conf"), "millrace { node.port = 0, http.port = 0 }");
    DistributedCluster cluster = new DistributedCluster(programs, distribution);
    cluster.run("cluster", "--workers", Integer.toString(workers));
    String http = cluster.json("cluster", "status").get(0).required("http").textValue();
    cluster.environment.put("MILLRACE_DRIVER", http);
    return cluster;
  }

  /** {@code millrace ...}, which must succeed; what it printed. */
  public List<String> run(String... arguments) throws InterruptedException {
    return run(PATIENCE, arguments);
  }

  /** Waits until a job is over, which must not fail; as long as its test has time. */
  public void awaitEnd(String job) throws InterruptedException {
    run(Duration.ofDays(1), "job", job);
  }

  private List<String> run(Duration patience, String... arguments) throws InterruptedException {
    Program millrace = distribution.millrace(programs, environment, arguments);
    assertThat(millrace.awaitEnd(patience)).as(millrace.dump()).isZero();
    return millrace.out();
  }

  /** What {@code millrace ... --json} prints. */
  public JsonNode json(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return new ObjectMapper().readTree(String.join("\n", run(all.toArray(String[]::new))));
  }

  /** {@code millrace cluster stop}, which has to leave no process. */
  public void stop() throws InterruptedException {
    assertThat(run("cluster", "stop")).as("nobody had to be killed").hasSize(1);
    assertThat(distribution.processes()).isEmpty();
  }

  @Override
  public void close() {
    distribution.processes().forEach(ProcessHandle::destroyForcibly);
  }
}
