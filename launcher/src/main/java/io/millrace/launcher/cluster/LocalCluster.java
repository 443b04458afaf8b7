package io.millrace.launcher.cluster;

import io.millrace.launcher.process.ProcessFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A driver and workers in processes of their own on this machine, at most one cluster a folder. */
final class LocalCluster {
  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 50;

  private final ClusterFile file;
  private final NodeCommand nodes;
  private final Duration stopPatience;
  private final List<BackgroundNode> starting = new ArrayList<>();
  private final List<NodeRecord> records = new ArrayList<>();

  /** The command line of a node. */
  interface NodeCommand {
    /**
     * @param settings by key
     * @param arguments what follows {@code millrace}
     */
    List<String> of(Map<String, String> settings, List<String> arguments);
  }

  /**
   * The cluster of a folder.
   *
   * @param stopPatience how long nodes may take to leave before they are killed
   */
  LocalCluster(Path folder, NodeCommand nodes, Duration stopPatience) {
    this.file = new ClusterFile(folder);
    this.nodes = nodes;
    this.stopPatience = stopPatience;
  }

  /**
   * Starts a cluster and returns when all its nodes are ready; starts none when one of them fails.
   *
   * @param settings of all nodes, by key; a port is the driver's, workers take free ones
   * @throws ProcessFailure when one runs already, or a node does not start, saying why
   */
  List<NodeRecord> start(int workers, Map<String, String> settings)
      throws IOException, InterruptedException {
    Thread onShutdown = new Thread(this::killStarting, "kill-starting");
    try (FileChannel lock = file.lock()) {
      refuseSecond();
      Runtime.getRuntime().addShutdownHook(onShutdown);
      startNodes(workers, settings);
      Runtime.getRuntime().removeShutdownHook(onShutdown);
      return List.copyOf(records);
    } catch (IOException | InterruptedException | ProcessFailure e) {
      killStarting();
      throw e;
    }
  }

  private void refuseSecond() throws IOException {
    long alive = file.read().stream().filter(NodeRecord::isAlive).count();
    if (alive > 0) {
      throw new ProcessFailure(
          "a cluster runs already, with %d live node(s), in %s; `millrace cluster stop` ends it"
              .formatted(alive, file));
    }
  }

  private void startNodes(int workers, Map<String, String> settings)
      throws IOException, InterruptedException {
    spawn("driver", settings, List.of("driver"));
    String driver = awaitReady(0);

    Map<String, String> ofWorker = new LinkedHashMap<>(settings);
    ofWorker.put("millrace.node.port", "0");
    for (int i = 1; i <= workers; i++) {
      spawn("worker-" + i, ofWorker, List.of("worker", "--driver", driver));
    }
    for (int i = 1; i <= workers; i++) {
      awaitReady(i);
    }
    // the driver has said it by now, if it ever does
    replace(0, records.get(0).answeringAt(starting.get(0).http().orElse("")));
  }

  private void spawn(String name, Map<String, String> settings, List<String> arguments)
      throws IOException {
    BackgroundNode node = BackgroundNode.start(name, nodes.of(settings, arguments), file.log(name));
    starting.add(node);
    records.add(node.record());
    file.write(records);
  }

  private String awaitReady(int node) throws IOException, InterruptedException {
    String address = starting.get(node).awaitReady(READY_PATIENCE);
    replace(node, records.get(node).listeningOn(address));
    return address;
  }

  private void replace(int node, NodeRecord record) throws IOException {
    records.set(node, record);
    file.write(records);
  }

  private void killStarting() {
    starting.forEach(BackgroundNode::kill);
  }

  /** The nodes that were started, alive or not; empty when the cluster was stopped. */
  List<NodeRecord> nodes() throws IOException {
    return file.read();
  }

  /**
   * Tells all nodes to leave, workers first so that none misses its driver, and kills those that do
   * not end in time.
   *
   * @return those that had to be killed
   */
  List<NodeRecord> stop() throws IOException, InterruptedException {
    try (FileChannel lock = file.lock()) {
      List<NodeRecord> all = file.read();
      List<NodeRecord> killed = new ArrayList<>();
      killed.addAll(end(all.stream().filter(node -> !isDriver(node)).toList()));
      killed.addAll(end(all.stream().filter(LocalCluster::isDriver).toList()));
      file.delete();
      return killed;
    }
  }

  private static boolean isDriver(NodeRecord node) {
    return node.name().equals("driver");
  }

  private List<NodeRecord> end(List<NodeRecord> nodes) throws InterruptedException {
    nodes.forEach(node -> node.process().ifPresent(ProcessHandle::destroy));
    awaitEnd(nodes);
    List<NodeRecord> left = nodes.stream().filter(NodeRecord::isAlive).toList();
    left.forEach(node -> node.process().ifPresent(ProcessHandle::destroyForcibly));
    awaitEnd(left);
    return left;
  }

  private void awaitEnd(List<NodeRecord> nodes) throws InterruptedException {
    long start = System.nanoTime();
    while (nodes.stream().anyMatch(NodeRecord::isAlive)
        && System.nanoTime() - start < stopPatience.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
