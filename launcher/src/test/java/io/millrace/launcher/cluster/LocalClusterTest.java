package io.millrace.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.process.ProcessFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With shell processes as nodes, which say what nodes say and take the signals that nodes take. */
@Timeout(60)
class LocalClusterTest {
  private static final String READY = "echo ready $1 host:$$; ";
  private static final String WELL = READY + "exec sleep 60";
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final List<NodeRecord> started = new ArrayList<>();
  private final List<Map<String, String>> settingsSeen = new ArrayList<>();
  private String driverScript = WELL;
  private String workerScript = WELL;

  @AfterEach
  void killAll() {
    started.forEach(node -> node.process().ifPresent(ProcessHandle::destroyForcibly));
  }

  @Test
  void a_cluster_is_found_by_the_next_command_and_stopped_by_it() throws Exception {
    List<NodeRecord> nodes = start(cluster(LONG), 2);
    assertThat(nodes)
        .extracting(NodeRecord::name)
        .containsExactly("driver", "worker-1", "worker-2");
    assertThat(nodes).allMatch(NodeRecord::isAlive);
    assertThat(nodes).allMatch(node -> node.address().equals("host:" + node.pid()));

    LocalCluster later = cluster(LONG);
    assertThat(later.nodes()).isEqualTo(nodes);
    assertThat(later.stop()).as("had to be killed").isEmpty();
    assertThat(nodes).noneMatch(NodeRecord::isAlive);
    assertThat(later.nodes()).isEmpty();
  }

  @Test
  void workers_join_the_driver_where_it_listens_and_take_free_ports() throws Exception {
    workerScript = READY + "echo $@; exec sleep 60";
    List<NodeRecord> nodes = start(cluster(LONG), 1);
    assertThat(Path.of(nodes.get(1).log()))
        .content()
        .contains("worker --driver " + nodes.get(0).address());
    assertThat(settingsSeen)
        .containsExactly(Map.of("millrace.node.port", "4711"), Map.of("millrace.node.port", "0"));
  }

  @Test
  void where_the_driver_answers_people_is_kept() throws Exception {
    driverScript = READY + "echo http host:7070; exec sleep 60";
    assertThat(start(cluster(LONG), 1))
        .extracting(NodeRecord::http)
        .containsExactly("host:7070", "");
  }

  @Test
  void a_second_cluster_is_refused_while_one_runs() throws Exception {
    List<NodeRecord> first = start(cluster(LONG), 1);
    assertThatThrownBy(() -> start(cluster(LONG), 1))
        .isInstanceOf(ProcessFailure.class)
        .hasMessage(
            "a cluster runs already, with 2 live node(s), in %s; `millrace cluster stop` ends it",
            folder);
    assertThat(first).allMatch(NodeRecord::isAlive);
    assertThat(cluster(LONG).nodes()).isEqualTo(first);
  }

  @Test
  void a_cluster_whose_nodes_are_all_gone_does_not_stand_in_the_way() throws Exception {
    List<NodeRecord> first = start(cluster(LONG), 1);
    for (NodeRecord node : first) {
      ProcessHandle process = node.process().orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
    }
    assertThat(start(cluster(LONG), 1)).allMatch(NodeRecord::isAlive);
  }

  @Test
  void when_one_node_does_not_start_none_stays_and_its_words_are_shown() throws Exception {
    workerScript = "echo worker node: no luck; exit 1";
    assertThatThrownBy(() -> start(cluster(LONG), 1))
        .isInstanceOf(ProcessFailure.class)
        .hasMessage("worker-1 ended before it was ready:\n  worker node: no luck");
    for (NodeRecord node : cluster(LONG).nodes()) {
      node.process().ifPresent(process -> process.onExit().join());
    }
    assertThat(cluster(LONG).nodes()).noneMatch(NodeRecord::isAlive);
  }

  @Test
  void a_node_that_does_not_leave_is_killed() throws Exception {
    workerScript = "trap '' TERM; " + READY + "while :; do sleep 1; done";
    List<NodeRecord> nodes = start(cluster(LONG), 1);
    assertThat(cluster(Duration.ofMillis(300)).stop())
        .extracting(NodeRecord::name)
        .containsExactly("worker-1");
    assertThat(nodes).noneMatch(NodeRecord::isAlive);
  }

  @Test
  void a_process_that_got_the_number_of_a_node_is_left_alone() throws Exception {
    List<NodeRecord> nodes = start(cluster(LONG), 1);
    NodeRecord worker = nodes.get(1);
    NodeRecord stale =
        new NodeRecord(
            "worker-1", worker.pid(), worker.startedMillis() - 60_000, "", "", worker.log());
    new ClusterFile(folder).write(List.of(nodes.get(0), stale));
    cluster(LONG).stop();
    assertThat(nodes.get(0).isAlive()).isFalse();
    assertThat(worker.isAlive()).isTrue();
  }

  @Test
  void stopping_where_nothing_runs_does_nothing() throws Exception {
    assertThat(cluster(LONG).stop()).isEmpty();
  }

  @Test
  void two_commands_do_not_start_or_stop_at_the_same_time() throws Exception {
    try (FileChannel lock = new ClusterFile(folder).lock()) {
      assertThatThrownBy(() -> cluster(LONG).stop())
          .isInstanceOf(ProcessFailure.class)
          .hasMessage("another command is starting or stopping a cluster in " + folder);
      assertThat(lock.isOpen()).isTrue();
    }
    assertThat(cluster(LONG).stop()).isEmpty();
  }

  private List<NodeRecord> start(LocalCluster cluster, int workers)
      throws IOException, InterruptedException {
    try {
      return cluster.start(workers, Map.of("millrace.node.port", "4711"));
    } finally {
      if (Files.exists(folder.resolve("nodes.json"))) {
        started.addAll(cluster.nodes());
      }
    }
  }

  private LocalCluster cluster(Duration stopPatience) {
    return new LocalCluster(folder, this::command, stopPatience);
  }

  private List<String> command(Map<String, String> settings, List<String> arguments) {
    settingsSeen.add(settings);
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add(arguments.get(0).equals("driver") ? driverScript : workerScript);
    command.add("node");
    command.addAll(arguments);
    return command;
  }
}
