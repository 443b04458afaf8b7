package io.millrace.core.model;

import java.util.Map;

/**
 * What a sink of a job has taken in.
 *
 * @param name of its node in the graph
 * @param totals sums of what its partitions count, by the names that the sink gives them
 */
public record SinkStatus(String name, Map<String, Long> totals) {
  public SinkStatus {
    totals = Map.copyOf(totals);
  }
}
