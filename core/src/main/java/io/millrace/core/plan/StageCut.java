package io.millrace.core.plan;

import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.LogicalPlan.Applied;
import io.millrace.dsl.LogicalPlan.Node;
import io.millrace.dsl.LogicalPlan.Union;
import io.millrace.dsl.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A piece of a job's graph between shuffles: from one root, a source or a shuffle boundary, to the
 * boundaries and sinks that its records reach first. A union is no node of it, only the edges
 * through it are; what lies behind one is part of each piece that leads there.
 *
 * @param root place of the root in the plan
 * @param nodes places in the plan of the nodes that the records reach, in order of definition
 */
record StageCut(LogicalPlan plan, int root, List<Integer> nodes) {
  StageCut {
    nodes = List.copyOf(nodes);
  }

  /** The pieces of a job; each comes after those that feed it. */
  static List<StageCut> of(LogicalPlan plan) {
    List<StageCut> cuts = new ArrayList<>();
    for (int place = 0; place < plan.nodes().size(); place++) {
      Node node = plan.nodes().get(place);
      if (node instanceof LogicalPlan.Input || isBoundary(node)) {
        cuts.add(new StageCut(plan, place, reached(plan, place)));
      }
    }
    return cuts;
  }

  /** The stage as its tasks know it. */
  StageTemplate template() {
    List<StageTemplate.Node> made = new ArrayList<>();
    for (int place : nodes) {
      made.add(made(place));
    }
    return new StageTemplate(input(), next(root), deadLetters(), made, plan.codecs());
  }

  /** Places in the plan of its ends, as the template numbers its outputs. */
  List<Integer> outputs() {
    return nodes.stream().filter(place -> isEnd(plan.nodes().get(place))).toList();
  }

  private StageTemplate.Input input() {
    return plan.nodes().get(root) instanceof LogicalPlan.Input source
        ? new StageTemplate.Decoded(source.decoder())
        : new StageTemplate.Merged(boundary(plan.nodes().get(root)));
  }

  private StageTemplate.Node made(int place) {
    Node node = plan.nodes().get(place);
    if (node instanceof LogicalPlan.Output output) {
      return new StageTemplate.Collected(output.name(), output.sink());
    }
    return isBoundary(node)
        ? new StageTemplate.Combined(boundary(node))
        : new StageTemplate.Applied(((Applied) node).operator(), next(place), sides(place));
  }

  private List<Integer> deadLetters() {
    return aside(plan, root).stream().flatMap(side -> next(side).stream()).toList();
  }

  private List<StageTemplate.Side> sides(int place) {
    List<StageTemplate.Side> sides = new ArrayList<>();
    for (int side : aside(plan, place)) {
      sides.add(
          new StageTemplate.Side(((LogicalPlan.Side) plan.nodes().get(side)).tag(), next(side)));
    }
    return sides;
  }

  /** The nodes behind one, by their place in the piece. */
  private List<Integer> next(int place) {
    return behind(plan, place).stream().map(nodes::indexOf).toList();
  }

  private static List<Integer> reached(LogicalPlan plan, int root) {
    TreeSet<Integer> reached = new TreeSet<>(fed(plan, root));
    for (Integer place = reached.ceiling(root); place != null; place = reached.higher(place)) {
      if (!isEnd(plan.nodes().get(place))) {
        reached.addAll(fed(plan, place));
      }
    }
    return List.copyOf(reached);
  }

  /** What takes any records of a node, those given off beside its own too. */
  private static List<Integer> fed(LogicalPlan plan, int place) {
    List<Integer> fed = new ArrayList<>(behind(plan, place));
    aside(plan, place).forEach(side -> fed.addAll(behind(plan, side)));
    return fed;
  }

  /** The nodes that stand for what a node gives off beside its own records. */
  private static List<Integer> aside(LogicalPlan plan, int place) {
    return IntStream.range(place + 1, plan.nodes().size())
        .filter(
            other ->
                plan.nodes().get(other) instanceof LogicalPlan.Side side && side.from() == place)
        .boxed()
        .toList();
  }

  /**
   * What takes the records of a node, in order of definition; what takes them twice is there twice.
   */
  private static List<Integer> behind(LogicalPlan plan, int place) {
    List<Integer> behind = new ArrayList<>();
    for (int other = place + 1; other < plan.nodes().size(); other++) {
      Node node = plan.nodes().get(other);
      if (node instanceof LogicalPlan.Side) {
        continue;
      }
      for (int i = Collections.frequency(node.upstream(), place); i > 0; i--) {
        behind.addAll(node instanceof Union ? behind(plan, other) : List.of(other));
      }
    }
    Collections.sort(behind);
    return behind;
  }

  private static boolean isEnd(Node node) {
    return node instanceof LogicalPlan.Output || isBoundary(node);
  }

  static boolean isBoundary(Node node) {
    return node instanceof Applied applied && applied.operator() instanceof Operator.Boundary;
  }

  static Operator.Boundary boundary(Node node) {
    return (Operator.Boundary) ((Applied) node).operator();
  }
}
