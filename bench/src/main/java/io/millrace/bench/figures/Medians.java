package io.millrace.bench.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What several results of one form come to: of a number the median, of what must never happen the
 * sum, of a yes or no whether all say yes; what is the same in all stays as it is.
 */
public final class Medians {
  private static final Set<String> SUMS = Set.of("lost", "duplicated", "rejected", "failed");

  private Medians() {}

  /**
   * The result of results.
   *
   * @param results at least one, of the same form
   */
  public static ObjectNode of(List<ObjectNode> results) {
    return (ObjectNode) together("", results);
  }

  private static JsonNode together(String name, List<? extends JsonNode> values) {
    JsonNode first = values.get(0);
    if (values.stream().anyMatch(value -> value.getNodeType() != first.getNodeType())) {
      return first;
    }
    return switch (first.getNodeType()) {
      case OBJECT -> object(values);
      case ARRAY -> array(name, values);
      case BOOLEAN -> BooleanNode.valueOf(values.stream().allMatch(JsonNode::booleanValue));
      case NUMBER -> number(name, values);
      case BINARY, MISSING, NULL, POJO, STRING -> first;
    };
  }

  private static ObjectNode object(List<? extends JsonNode> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name : (Iterable<String>) values.get(0)::fieldNames) {
      object.set(name, together(name, values.stream().map(value -> value.path(name)).toList()));
    }
    return object;
  }

  /** Element by element, where there are as many in each. */
  private static JsonNode array(String name, List<? extends JsonNode> values) {
    int size = values.get(0).size();
    if (values.stream().anyMatch(value -> value.size() != size)) {
      return values.get(0);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < size; i++) {
      int place = i;
      array.add(together(name, values.stream().map(value -> value.get(place)).toList()));
    }
    return array;
  }

  private static JsonNode number(String name, List<? extends JsonNode> values) {
    if (SUMS.contains(name)) {
      return LongNode.valueOf(values.stream().mapToLong(JsonNode::longValue).sum());
    }
    double median = of(values.stream().mapToDouble(JsonNode::doubleValue).toArray());
    boolean areWhole = values.stream().allMatch(JsonNode::isIntegralNumber);
    return areWhole && median == Math.rint(median)
        ? LongNode.valueOf((long) median)
        : DoubleNode.valueOf(median);
  }

  /** The middle number; of an even count, the mean of the two in the middle. */
  public static double of(double... numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
