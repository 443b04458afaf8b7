package io.millrace.bench.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What one result's latencies are of another's. */
public final class Ratios {
  private static final List<String> FIGURES = List.of("mean", "p50", "p99");

  private Ratios() {}

  /**
   * Of each figure, that of one over that of the other.
   *
   * @param one that has {@code latencyMicros}, as the other has
   * @return 0 for figures that the other has none of
   */
  public static ObjectNode of(JsonNode one, JsonNode other) {
    ObjectNode ratios = JsonNodeFactory.instance.objectNode();
    for (String figure : FIGURES) {
      double above = one.path("latencyMicros").path(figure).doubleValue();
      double below = other.path("latencyMicros").path(figure).doubleValue();
      ratios.put(figure, below > 0 ? above / below : 0);
    }
    return ratios;
  }
}
