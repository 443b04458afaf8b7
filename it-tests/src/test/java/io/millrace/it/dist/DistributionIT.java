package io.millrace.it.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution in an empty folder whose name holds spaces. */
@Timeout(180)
class DistributionIT {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;
  private static final int ENDED_BY_SIGTERM = 128 + 15;
  private static final String ANY_PORT = "millrace.node.port=0";
  private static final String ANY_HTTP_PORT = "millrace.http.port=0";

  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  private Distribution distribution;

  @BeforeEach
  void unpack() throws Exception {
    distribution =
        Distribution.unpackIn(Files.createDirectory(folder.resolve("a folder with spaces")));
    Files.writeString(
        distribution.file("config/driver.conf"), "millrace { node.port = 0, http.port = 0 }");
  }

  @AfterEach
  void leaveNothingBehind() {
    distribution.processes().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void a_cluster_starts_shows_itself_and_leaves_nothing_behind() throws Exception {
    Program start =
        distribution.millrace(
            programs, "cluster", "--workers", "2", "--set", ANY_PORT, "--set", ANY_HTTP_PORT);
    assertThat(start.awaitEnd()).isZero();
    assertThat(start.out())
        .hasSize(4)
        .last()
        .asString()
        .matches("ready in [0-9.]+ s; logs in .*/a folder with spaces/.*/var/cluster");

    Program status = distribution.millrace(programs, "cluster", "status", "--json");
    assertThat(status.awaitEnd()).isZero();
    JsonNode nodes = new ObjectMapper().readTree(status.out().get(0));
    assertThat(nodes).hasSize(3).allMatch(node -> node.required("alive").booleanValue());
    assertThat(nodes.findValuesAsText("name")).containsExactly("driver", "worker-1", "worker-2");
    assertThat(distribution.processes())
        .extracting(ProcessHandle::pid)
        .containsExactlyInAnyOrderElementsOf(
            nodes.findValues("pid").stream().map(JsonNode::longValue).toList());

    Program second = distribution.millrace(programs, "cluster");
    assertThat(second.awaitEnd()).isEqualTo(FAILED);
    assertThat(second.err())
        .containsExactly(
            "millrace: a cluster runs already, with 3 live node(s), in "
                + distribution.file("var/cluster")
                + "; `millrace cluster stop` ends it");

    Program stop = distribution.millrace(programs, "cluster", "stop");
    assertThat(stop.awaitEnd()).isZero();
    assertThat(stop.out()).as("nobody had to be killed").containsExactly("stopped 3 nodes");
    assertThat(distribution.processes()).isEmpty();
    assertThat(distribution.millrace(programs, "cluster", "status").awaitEnd()).isEqualTo(FAILED);
  }

  @Test
  void a_node_that_is_told_to_end_leaves_the_cluster_in_order() throws Exception {
    Files.writeString(
        distribution.file("config/driver.conf"), "millrace { node.port = 0, http.port = 0 }");
    Program driver = distribution.millrace(programs, "driver");
    String address = driver.awaitLine("ready driver ");
    Program worker = distribution.millrace(programs, "worker", "--driver", address);
    worker.awaitLine("ready worker ");

    worker.terminate();
    assertThat(worker.awaitEnd()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(worker.err()).isEmpty();
    await("the driver to see it leave")
        .until(() -> driver.err().stream().anyMatch(line -> line.endsWith(" left")));
    driver.terminate();
    assertThat(driver.awaitEnd()).isEqualTo(ENDED_BY_SIGTERM);
  }

  @Test
  void nodes_read_the_settings_of_the_distribution() throws Exception {
    Files.writeString(
        distribution.file("config/driver.conf"),
        "millrace { node.port = 0, http.port = 0, cluster.name = bakery }");
    Program driver = distribution.millrace(programs, "driver");
    String address = driver.awaitLine("ready driver ");
    Files.writeString(
        distribution.file("config/worker.conf"),
        "millrace { node.seed-nodes = [\"%s\"], cluster.name = mill }".formatted(address));
    Program worker = distribution.millrace(programs, "worker");
    assertThat(worker.awaitEnd()).isEqualTo(REFUSED);
    assertThat(worker.err())
        .containsExactly(
            "worker node: the driver at "
                + address
                + " belongs to cluster bakery, this worker to mill (millrace.cluster.name)");
  }

  @Test
  void a_node_that_is_started_twice_on_one_port_says_so() throws Exception {
    Program driver =
        distribution.millrace(
            programs, "cluster", "--workers", "1", "--set", ANY_PORT, "--set", ANY_HTTP_PORT);
    assertThat(driver.awaitEnd()).isZero();
    String port = driver.out().get(0).replaceAll("driver +\\S+:(\\d+) .*", "$1");
    Program second =
        distribution.millrace(
            programs,
            Map.of("MILLRACE_VAR", folder.toString()),
            "cluster",
            "--set",
            "millrace.node.port=" + port);
    assertThat(second.awaitEnd()).isEqualTo(FAILED);
    assertThat(second.err())
        .containsExactly(
            "millrace: driver ended before it was ready:",
            "  driver node: 127.0.0.1:%s is in use by another process; choose another"
                    .formatted(port)
                + " millrace.node.port, 0 for any");
    assertThat(distribution.processes()).as("the first cluster goes on").hasSize(2);
  }

  @Test
  void the_script_runs_from_any_folder_and_through_symbolic_links() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), distribution.file("bin/millrace"));
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("mill"), Path.of("..", "link"));
    Program version = run(new ProcessBuilder("tools/mill", "--version").directory(folder.toFile()));
    assertThat(version.awaitEnd()).isZero();
    assertThat(version.out()).hasSize(1).first().asString().startsWith("millrace 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_292", "11.0.2", "16"})
  void a_java_that_is_too_old_is_refused_by_its_name(String version) throws Exception {
    Path java = javaThatSays("openjdk version \"" + version + "\" 2019-01-15");
    Program millrace = distribution.millrace(programs, Map.of("JAVA_HOME", java.toString()));
    assertThat(millrace.awaitEnd()).isEqualTo(FAILED);
    assertThat(millrace.err())
        .containsExactly(
            "millrace: %s/bin/java is version %s; Millrace needs 17 or newer"
                .formatted(java, version));
  }

  @Test
  void a_java_home_without_java_is_refused() throws Exception {
    Program millrace = distribution.millrace(programs, Map.of("JAVA_HOME", folder.toString()));
    assertThat(millrace.awaitEnd()).isEqualTo(FAILED);
    assertThat(millrace.err())
        .containsExactly("millrace: JAVA_HOME is " + folder + ", where there is no bin/java");
  }

  @Test
  void without_any_java_it_is_said_what_to_do() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("dirname", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    Program millrace =
        distribution.millrace(
            programs, Map.of("JAVA_HOME", "", "PATH", tools.toString()), "--version");
    assertThat(millrace.awaitEnd()).isEqualTo(FAILED);
    assertThat(millrace.err())
        .containsExactly("millrace: no java found: install Java 17 or newer, or set JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"millrace", "millrace-jvm.sh"})
  void the_scripts_are_portable_shell(String script) throws Exception {
    String file = distribution.file("bin/" + script).toString();
    Program check = run(new ProcessBuilder("sh", "-n", file));
    assertThat(check.awaitEnd()).isZero();
    assertThat(check.err()).isEmpty();
  }

  @Test
  void it_holds_what_a_user_needs_and_nothing_of_our_tests() throws Exception {
    assertThat(distribution.list("."))
        .containsExactly(
            "LICENSE", "NOTICE", "README.md", "bin", "config", "examples", "lib", "share");
    assertThat(distribution.list("config"))
        .containsExactly("driver.conf", "logback.xml", "worker.conf");
    assertThat(distribution.list("lib"))
        .anyMatch(jar -> jar.startsWith("millrace-dsl-"))
        .noneMatch(jar -> jar.matches("(junit|assertj|millrace-(test-kit|examples)).*"));
    assertThat(distribution.file("share/man/man1/millrace.1")).content().startsWith(".TH");
    String examples =
        distribution.list("examples").stream().filter(n -> n.endsWith(".jar")).findFirst().get();
    try (ZipFile jar = new ZipFile(distribution.file("examples/" + examples).toFile())) {
      assertThat(jar.getEntry("io/millrace/examples/WordCount.class")).isNotNull();
    }
  }

  private Program run(ProcessBuilder builder) {
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return programs.start(String.join(" ", builder.command()), builder);
  }

  private Path javaThatSays(String version) throws Exception {
    Path home = folder.resolve("old java");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho '" + version + "' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }
}
