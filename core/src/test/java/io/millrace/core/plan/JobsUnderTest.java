package io.millrace.core.plan;

import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.KeyValue;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A chain and a graph; run as a program it prints the ids of their stages. */
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

  /** Two sources, one of them mapped first, to a sink as they are and counted twice over. */
  static LogicalPlan branching() {
    StreamContext context = new StreamContext("branching");
    DStream<String> left = context.source(Sources.sockets(List.of("a:1", "b:2")), Decoders.lines());
    DStream<String> right = context.source(Sources.socket("c", 3), Decoders.lines());
    DStream<String> all = left.union(right.map(String::trim).named("trimmed"));
    all.to(Sinks.console());
    DStream<KeyValue<String, Long>> counts = all.keyBy(line -> line).count();
    counts.to(Sinks.file("counts"));
    counts.count().to(Sinks.file("distinct"));
    return context.plan();
  }

  /** Ids of the stages of both. */
  static List<String> ids() {
    return Stream.of(threeStages(3), branching())
        .flatMap(plan -> PlanCompiler.compile(plan, 4, CODE).stages().stream())
        .map(stage -> stage.binary().id().hex())
        .toList();
  }

  public static void main(String[] args) {
    ids().forEach(System.out::println);
  }
}
