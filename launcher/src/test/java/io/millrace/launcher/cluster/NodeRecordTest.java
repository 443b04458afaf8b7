package io.millrace.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NodeRecordTest {
  private final Process process;
  private final NodeRecord record;

  NodeRecordTest() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
    record = NodeRecord.of("node", process.toHandle(), Path.of("node.log"));
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void a_process_is_found_again_as_long_as_it_lives() throws Exception {
    assertThat(record.process()).contains(process.toHandle());
    process.destroyForcibly().waitFor();
    assertThat(record.process()).isEmpty();
  }

  @Test
  void another_process_with_the_same_number_is_not_taken_for_it() {
    NodeRecord before =
        new NodeRecord(
            record.name(), record.pid(), record.startedMillis() - 5_000, "", "", record.log());
    assertThat(before.isAlive()).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void its_memory_is_what_the_system_says_it_uses() throws IOException {
    NodeRecord self = NodeRecord.of("this test", ProcessHandle.current(), Path.of("none"));
    Path statm = Path.of("/proc/self/statm");
    assertThat(statm).exists();
    long pages = Long.parseLong(Files.readString(statm).split(" ")[1]);
    assertThat(self.memory().orElseThrow() / (double) pages).isBetween(3_500.0, 5_000.0);
  }

  /** As in a container whose first process asks nobody's exit code. */
  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(30)
  void a_process_that_has_ended_unheard_is_dead() throws IOException {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(parent.inputReader().readLine())).orElseThrow();
    NodeRecord node = NodeRecord.of("child", child, Path.of("none"));
    assertThat(node.isAlive()).isTrue();
    child.destroyForcibly();
    Path status = Path.of("/proc", Long.toString(child.pid()), "status");
    while (!Files.readString(status).contains("State:\tZ")) {
      Thread.onSpinWait();
    }
    assertThat(child.isAlive()).as("to Java").isTrue();
    assertThat(node.isAlive()).isFalse();
    parent.destroyForcibly();
  }

  @Test
  void a_process_that_is_gone_has_no_memory() throws Exception {
    process.destroyForcibly().waitFor();
    assertThat(record.memory()).isEmpty();
  }
}
