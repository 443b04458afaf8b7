package io.millrace.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.process.ProcessFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackgroundNodeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void says_where_it_listens_when_it_is_ready() throws Exception {
    BackgroundNode node = start("echo starting >&2; echo ready worker 10.1.2.3:77; exec sleep 60");
    assertThat(node.awaitReady(PATIENCE)).isEqualTo("10.1.2.3:77");
    node.kill();
  }

  @Test
  void what_it_said_before_its_end_is_heard() throws Exception {
    assertThat(start("echo ready driver host:1").awaitReady(PATIENCE)).isEqualTo("host:1");
  }

  @Test
  void one_that_ends_before_is_named_with_the_last_that_it_said() throws Exception {
    BackgroundNode node = start("seq 1 30; echo port 9 is in use >&2; exit 1");
    assertThatThrownBy(() -> node.awaitReady(PATIENCE))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageStartingWith("the node ended before it was ready:\n  12\n  13\n")
        .hasMessageEndingWith("\n  30\n  port 9 is in use");
  }

  @Test
  void one_that_is_not_ready_in_time_is_not_waited_for() throws Exception {
    BackgroundNode node = start("exec sleep 60");
    assertThatThrownBy(() -> node.awaitReady(Duration.ZERO))
        .isInstanceOf(ProcessFailure.class)
        .hasMessage("the node was not ready within 0 s");
    node.kill();
  }

  private BackgroundNode start(String script) throws IOException {
    return BackgroundNode.start(
        "the node", List.of("sh", "-c", script), folder.resolve("node.log"));
  }
}
