package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void prints_each_setting_with_its_origin() throws IOException {
    Path file = write("millrace.node.port = 4711\nmillrace.node.seed-nodes = [\"a:1\"]\n");

    assertThat(run("--node", "worker", "--config", file.toString(), "node")).isZero();

    assertThat(out.toString().lines().map(line -> line.replaceAll(" +#", " #")))
        .contains(
            "millrace.node.host = \"127.0.0.1\" # default",
            "millrace.node.port = 4711 # " + file + ": 1",
            "millrace.node.seed-nodes = [\"a:1\"] # " + file + ": 2",
            "millrace.node.role = \"worker\" # worker node")
        .allMatch(line -> line.startsWith("millrace.node."));
  }

  @Test
  void what_it_prints_of_a_node_gives_that_node_its_settings_again() throws IOException {
    assertThat(run("--node", "driver", "millrace.b")).isZero();
    String printed = out.toString();
    Path file = write(printed.replace("\"10ms\"", "\"20ms\""));
    out.getBuffer().setLength(0);

    assertThat(run("--config", file.toString(), "batch.interval")).isZero();

    assertThat(printed).contains("millrace.batch.interval = \"10ms\" ");
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("millrace.batch.interval = \"20ms\"  # " + file + ": 1");
  }

  @Test
  void shows_what_a_node_reads_by_itself() throws IOException {
    Path home = Files.createDirectories(directory.resolve("config")).getParent();
    Path file = Files.writeString(home.resolve("config/worker.conf"), "millrace.node.port = 4711");
    var installed = new ConfigCommand(new Installation(Map.of("MILLRACE_HOME", home.toString())));
    CommandLine config = new CommandLine(installed).setOut(new PrintWriter(out, true));

    assertThat(config.execute("--node", "worker", "node.port")).isZero();

    assertThat(out.toString())
        .isEqualToIgnoringNewLines("millrace.node.port = 4711  # " + file + ": 1");
  }

  @Test
  void an_embedded_node_is_the_one_unless_said() {
    assertThat(run("node.role")).isZero();
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("millrace.node.role = \"both\"  # default");
  }

  @Test
  void prints_json_for_programs() throws IOException {
    assertThat(run("--json", "--node", "driver", "batch.m")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"node": "driver", "settings": [
                      {"key": "millrace.batch.max-uncommitted", "value": 4, "origin": "default"},
                      {"key": "millrace.batch.max-bytes", "value": "64MiB", "origin": "default"}]}
                    """));
  }

  @Test
  void a_setting_that_the_node_would_refuse_is_refused_in_one_line() throws IOException {
    Path file = write("millrace.batch.interval = 1us");

    assertThat(run("--config", file.toString())).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "millrace: millrace.batch.interval = \"1us\" ("
                + file
                + ": 1): must lie in 100us..60s");
  }

  @Test
  void a_prefix_of_no_key_is_a_wrong_call() {
    assertThat(run("batches")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "millrace: no key begins with millrace.batches; the nearest is millrace.batch");
  }

  @Test
  void a_node_that_there_is_not_is_a_wrong_call_that_names_those_there_are() {
    assertThat(run("--node", "boss")).isEqualTo(2);
    assertThat(err.toString()).contains("driver", "worker", "embedded", "boss");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("node.conf"), text);
  }

  private int run(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] all = new String[args.length + 1];
    all[0] = "config";
    System.arraycopy(args, 0, all, 1, args.length);
    return commandLine.execute(all);
  }
}
