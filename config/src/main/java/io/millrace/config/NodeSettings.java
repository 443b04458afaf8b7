package io.millrace.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code millrace.node}: this process in the cluster; an embedded node has no use for it.
 *
 * @param host the address others reach this node at, and that it listens on
 * @param port its port; 0 for any free one
 * @param seedNodes nodes to join the cluster through, each {@code host:port}; empty for a node that
 *     starts a cluster of its own
 * @param workDirectory where the node keeps files of its own; several nodes may have the same
 * @param role what runs here
 */
public record NodeSettings(
    String host, int port, List<String> seedNodes, Path workDirectory, Role role) {
  private static final Pattern HOST_AND_PORT = Pattern.compile("\\S+:(\\d{1,5})");

  public NodeSettings {
    seedNodes = List.copyOf(seedNodes);
    Range.count("millrace.node.port", port, 0, 65_535);
    if (host.isBlank()) {
      throw SettingsException.of("millrace.node.host", '"' + host + '"', "must name a host");
    }
    for (String seed : seedNodes) {
      if (!namesHostAndPort(seed)) {
        throw SettingsException.of(
            "millrace.node.seed-nodes",
            seedNodes.toString(),
            "each must be host:port, " + seed + " is not");
      }
    }
  }

  private static boolean namesHostAndPort(String seed) {
    var parts = HOST_AND_PORT.matcher(seed);
    if (!parts.matches()) {
      return false;
    }
    int port = Integer.parseInt(parts.group(1));
    return port >= 1 && port <= 65_535;
  }

  /** {@code millrace.node.role}. */
  public enum Role {
    /** Decides. */
    DRIVER,
    /** Holds blocks and runs tasks. */
    WORKER,
    /** Both in one process. */
    BOTH;

    public boolean isDriver() {
      return this != WORKER;
    }

    public boolean isWorker() {
      return this != DRIVER;
    }
  }
}
