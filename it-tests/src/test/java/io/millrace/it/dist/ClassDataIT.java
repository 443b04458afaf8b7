package io.millrace.it.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The class data that the first cluster leaves to the nodes after it. */
@Timeout(180)
class ClassDataIT {
  @RegisterExtension final Programs programs = new Programs();

  /** Java 17 finds no classes in an archive when their path holds spaces; this one's has none. */
  @TempDir private Path folder;

  private Distribution distribution;
  private Path archive;

  @BeforeEach
  void start_and_stop_a_first_cluster() throws Exception {
    distribution = Distribution.unpackIn(folder);
    Files.writeString(
        distribution.file("config/driver.conf"), "millrace { node.port = 0, http.port = 0 }");
    assertThat(distribution.millrace(programs, "cluster", "--workers", "1").awaitEnd()).isZero();
    assertThat(distribution.millrace(programs, "cluster", "stop").awaitEnd()).isZero();
    assertThat(distribution.list("var/class-data")).hasSize(1);
    archive =
        distribution.file("var/class-data").resolve(distribution.list("var/class-data").get(0));
  }

  @AfterEach
  void leave_nothing_behind() {
    distribution.processes().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void nodes_take_their_classes_from_the_archive_and_start_without_one_that_is_no_good()
      throws Exception {
    assertThat(classesOfADriver())
        .containsPattern("akka\\.cluster\\.Cluster source: shared objects file \\(top\\)");

    Files.delete(archive);
    Files.writeString(archive, "this is no archive");
    assertThat(classesOfADriver()).contains("akka.cluster.Cluster source: file:");
  }

  /** What a driver says of the classes that it loads; it has nothing to complain about. */
  private String classesOfADriver() throws Exception {
    Path log = folder.resolve("classes.log");
    Map<String, String> logged = Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
    Program driver = distribution.millrace(programs, logged, "driver");
    driver.awaitLine("ready driver ");
    driver.terminate();
    driver.awaitEnd();
    assertThat(driver.out()).hasSize(2);
    assertThat(driver.err()).singleElement().asString().startsWith("NOTE: Picked up");
    return Files.readString(log);
  }
}
