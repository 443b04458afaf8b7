package io.millrace.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.worker.WorkerNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that can't start says why in one line and ends with the code that it documents. */
@Tag("multi-jvm")
@Timeout(60)
class BadInputIT {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  @Test
  void generator_on_a_taken_port_says_so() throws Exception {
    try (ServerSocket taken = taken()) {
      int port = taken.getLocalPort();
      Program generator = programs.millrace("generate", "--port", Integer.toString(port));
      assertThat(generator.awaitEnd()).isEqualTo(FAILED);
      assertThat(generator.err())
          .containsExactly(
              "port %d is in use on 127.0.0.1; choose another with --port, 0 for any free one"
                  .formatted(port));
      assertThat(generator.out()).isEmpty();
    }
  }

  @Test
  void driver_on_a_taken_port_says_so() throws Exception {
    try (ServerSocket taken = taken()) {
      int port = taken.getLocalPort();
      Program driver = programs.start(DriverNode.class, List.of("millrace.node.port=" + port));
      assertThat(driver.awaitEnd()).isEqualTo(FAILED);
      assertThat(driver.err())
          .containsExactly(
              ("driver node: 127.0.0.1:%d is in use by another process; choose another"
                      + " millrace.node.port, 0 for any")
                  .formatted(port));
      assertThat(driver.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {DriverNode.class, WorkerNode.class})
  void node_with_an_unknown_key_does_not_start(Class<?> node) throws Exception {
    Path file = config("millrace {\n  batch.intervall = 20ms\n}\n");
    assertThat(refusal(node, file))
        .contains("millrace.batch.intervall", "20ms", "unknown key")
        .contains("did you mean millrace.batch.interval?")
        .contains(file + ": 2");
  }

  @ParameterizedTest
  @ValueSource(classes = {DriverNode.class, WorkerNode.class})
  void node_with_an_unknown_system_property_does_not_start(Class<?> node) throws Exception {
    Program program = programs.start(node, List.of("millrace.node.prot=4711"));
    assertThat(program.awaitEnd()).isEqualTo(REFUSED);
    assertThat(program.err())
        .singleElement()
        .asString()
        .endsWith(
            "millrace.node.prot = \"4711\" (system property):"
                + " unknown key, did you mean millrace.node.port?");
  }

  @ParameterizedTest
  @ValueSource(classes = {DriverNode.class, WorkerNode.class})
  void node_with_a_value_out_of_range_does_not_start(Class<?> node) throws Exception {
    Path file = config("# one second\nmillrace.lane.chunk-bytes = 2MiB\n");
    assertThat(refusal(node, file))
        .contains("millrace.lane.chunk-bytes", "2MiB", "1KiB..1MiB")
        .contains(file + ": 2");
  }

  private Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("node.conf"), text);
  }

  private String refusal(Class<?> main, Path file) throws InterruptedException {
    Program node = programs.start(main, List.of(), "--config", file.toString());
    assertThat(node.awaitEnd()).isEqualTo(REFUSED);
    assertThat(node.out()).isEmpty();
    assertThat(node.err()).hasSize(1);
    return node.err().get(0);
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }
}
