package io.millrace.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path var;

  @Test
  void a_cluster_without_workers_is_a_wrong_call() {
    assertThat(run("--workers", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--workers must lie in 1..64");
  }

  @Test
  void a_setting_that_is_not_key_and_value_is_a_wrong_call() {
    assertThat(run("--set", "millrace.node.port")).isEqualTo(2);
    assertThat(err.toString()).contains("KEY=VALUE", "millrace.node.port");
  }

  @Test
  void where_no_cluster_runs_status_says_so_and_fails() {
    assertThat(run("status")).isEqualTo(1);
    assertThat(out.toString().strip()).isEqualTo("no cluster runs in " + folder());
  }

  @Test
  void where_no_cluster_runs_there_is_nothing_to_stop() {
    assertThat(run("stop")).isZero();
    assertThat(out.toString().strip()).isEqualTo("no cluster runs in " + folder());
  }

  @Test
  void what_was_stopped_is_said_for_programs_too() {
    assertThat(run("stop", "--json")).isZero();
    assertThat(out.toString().strip()).isEqualTo("{\"nodes\":0,\"killed\":[]}");
  }

  @Test
  void a_dead_node_is_shown_and_makes_status_fail() throws IOException {
    NodeRecord alive =
        NodeRecord.of("driver", ProcessHandle.current(), Path.of("d.log")).listeningOn("host:1");
    Files.createDirectories(folder());
    new ClusterFile(folder())
        .write(List.of(alive, new NodeRecord("worker-1", alive.pid(), 0, "host:2", "", "w.log")));
    assertThat(run("status")).isEqualTo(1);
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("driver +host:1 +pid %d +alive .*".formatted(alive.pid())))
        .anyMatch(line -> line.matches("worker-1 +host:2 +pid %d +dead .*".formatted(alive.pid())));
  }

  @Test
  void a_live_cluster_is_shown_for_programs_too() throws IOException {
    NodeRecord alive =
        NodeRecord.of("driver", ProcessHandle.current(), Path.of("d.log")).listeningOn("host:1");
    Files.createDirectories(folder());
    new ClusterFile(folder()).write(List.of(alive.answeringAt("host:7070")));
    assertThat(run("status", "--json")).isZero();
    assertThat(out.toString())
        .startsWith(
            "[{\"name\":\"driver\",\"address\":\"host:1\",\"http\":\"host:7070\",\"pid\":%d,\"alive\":true,"
                .formatted(alive.pid()))
        .endsWith("\"log\":\"d.log\"}]\n");
  }

  @Test
  void a_folder_that_can_not_be_written_is_said_in_a_sentence() throws IOException {
    Files.writeString(var.resolve("cluster"), "a file where the folder should be");
    assertThat(run("stop")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("millrace: can't keep a cluster's files in " + folder() + ": ");
  }

  @Test
  void the_commands_below_have_help_too() {
    assertThat(run("status", "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: cluster status");
  }

  private Path folder() {
    return var.resolve("cluster");
  }

  private int run(String... arguments) {
    return new CommandLine(new ClusterCommand(var, "no.such.Main"))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
