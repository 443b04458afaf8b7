package io.millrace.actors.driver;

import io.millrace.core.model.WorkerId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the partitions of a sink count. A partition that moved is counted on both workers: each
 * counts from when it opened it.
 */
final class SinkTotals {
  private record Opened(WorkerId worker, int partition) {}

  private final Map<Opened, Map<String, Long>> latest = new HashMap<>();

  void put(WorkerId worker, int partition, Map<String, Long> metrics) {
    latest.put(new Opened(worker, partition), metrics);
  }

  Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    for (Map<String, Long> metrics : latest.values()) {
      metrics.forEach((name, count) -> sums.merge(name, count, Long::sum));
    }
    return sums;
  }
}
