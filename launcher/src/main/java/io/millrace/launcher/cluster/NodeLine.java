package io.millrace.launcher.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How a node is shown. */
final class NodeLine {
  private NodeLine() {}

  /** For people. */
  static String of(NodeRecord node) {
    OptionalLong memory = node.memory();
    return "%-10s %-22s pid %-8d %-6s %-10s %s"
        .formatted(
            node.name(),
            node.address().isEmpty() ? "-" : node.address(),
            node.pid(),
            node.isAlive() ? "alive" : "dead",
            memory.isEmpty() ? "-" : memory.getAsLong() / (1 << 20) + " MiB",
            node.http().isEmpty() ? "" : "http " + node.http())
        .stripTrailing();
  }

  /** For programs. */
  static Map<String, Object> toJson(NodeRecord node) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", node.name());
    json.put("address", node.address());
    if (!node.http().isEmpty()) {
      json.put("http", node.http());
    }
    json.put("pid", node.pid());
    json.put("alive", node.isAlive());
    node.memory().ifPresent(bytes -> json.put("memoryBytes", bytes));
    json.put("log", node.log());
    return json;
  }
}
