package io.millrace.core.plan;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** A job of three stages; run as a program it prints the ids of its stages. */
final class JobsUnderTest {
  static final byte[] CODE = "code digest".getBytes(StandardCharsets.UTF_8);

  private JobsUnderTest() {}

  static LogicalPlan threeStages(int captured) {
    StreamContext context = new StreamContext("three-stages");
    TreeMap<String, Integer> limits = new TreeMap<>();
    limits.put("least", captured);
    context
        .source(Sources.sockets(List.of("a:1", "b:2")), Decoders.lines())
        .filter(line -> line.length() > limits.get("least"))
        .keyBy(line -> line)
        .reduce((left, right) -> left + right)
        .map(pair -> pair.value())
        .count()
        .to(Sinks.console());
    return context.plan();
  }

  public static void main(String[] args) {
    PlanCompiler.compile(threeStages(3), 4, CODE)
        .binaries()
        .forEach(binary -> System.out.println(binary.id().hex()));
  }
}
