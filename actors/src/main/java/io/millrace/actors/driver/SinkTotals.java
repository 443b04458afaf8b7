package io.millrace.actors.driver;

import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.WorkerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the partitions of each sink count. A partition that moved is counted on both workers: each
 * counts from when it opened it.
 */
final class SinkTotals {
  private record Opened(WorkerId worker, int partition) {}

  private final List<SinkSpec> sinks;
  private final Map<Opened, Map<String, Long>> latest = new HashMap<>();

  SinkTotals(List<SinkSpec> sinks) {
    this.sinks = sinks;
  }

  void put(WorkerId worker, int partition, Map<String, Long> metrics) {
    latest.put(new Opened(worker, partition), metrics);
  }

  List<SinkStatus> sinks() {
    return sinks.stream().map(sink -> new SinkStatus(sink.name(), sums(sink))).toList();
  }

  private Map<String, Long> sums(SinkSpec sink) {
    Map<String, Long> sums = new HashMap<>();
    latest.forEach(
        (opened, metrics) -> {
          if (sink.has(opened.partition)) {
            metrics.forEach((name, count) -> sums.merge(name, count, Long::sum));
          }
        });
    return sums;
  }
}
