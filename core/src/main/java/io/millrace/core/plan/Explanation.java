package io.millrace.core.plan;

import io.millrace.core.plan.StageTemplate.Applied;
import io.millrace.core.plan.StageTemplate.Collected;
import io.millrace.core.plan.StageTemplate.Combined;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.Operator;
import io.millrace.dsl.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * A job's plan as people read it: what each stage reads, the operators fused into it, and where its
 * records go.
 *
 * <pre>
 * job WordCount
 * stage 0 reads source-1 (SocketSource, 1 stream)
 *   flatMap-1
 *     -&gt; shuffle count-2 (4 partitions)
 * stage 1 reads shuffle count-2
 *   -&gt; sink-1 (ConsoleSink)
 * </pre>
 */
public final class Explanation {
  private final LogicalPlan plan;
  private final int shufflePartitions;
  private final List<String> lines = new ArrayList<>();

  private Explanation(LogicalPlan plan, int shufflePartitions) {
    this.plan = plan;
    this.shufflePartitions = shufflePartitions;
  }

  /**
   * The text, each line ended.
   *
   * @param shufflePartitions partitions of each shuffle by key
   */
  public static String of(LogicalPlan plan, int shufflePartitions) {
    Explanation explanation = new Explanation(plan, shufflePartitions);
    explanation.explain();
    return String.join("\n", explanation.lines) + "\n";
  }

  private void explain() {
    lines.add("job " + plan.job());
    List<StageCut> cuts = StageCut.of(plan);
    for (int stage = 0; stage < cuts.size(); stage++) {
      LogicalPlan.Node root = plan.nodes().get(cuts.get(stage).root());
      StageTemplate template = cuts.get(stage).template();
      lines.add("stage " + stage + " reads " + root(root));
      explain(template, template.first(), "", "  ");
      explain(template, template.deadLetters(), "dead letters: ", "  ");
    }
  }

  private static String root(LogicalPlan.Node root) {
    if (root instanceof LogicalPlan.Input input) {
      Source source = input.source();
      int streams = source.splits().size();
      return "%s (%s, %d %s)"
          .formatted(input.name(), typeOf(source), streams, streams == 1 ? "stream" : "streams");
    }
    return "shuffle " + root.name();
  }

  private void explain(StageTemplate template, List<Integer> places, String label, String indent) {
    for (int place : places) {
      StageTemplate.Node node = template.nodes().get(place);
      lines.add(indent + label + text(node));
      if (node instanceof Applied applied) {
        explain(template, applied.next(), "", indent + "  ");
        applied
            .sides()
            .forEach(side -> explain(template, side.next(), side.tag() + ": ", indent + "  "));
      }
    }
  }

  private String text(StageTemplate.Node node) {
    if (node instanceof Applied applied) {
      return applied.operator().name();
    }
    if (node instanceof Collected collected) {
      return "-> %s (%s)".formatted(collected.name(), typeOf(collected.sink()));
    }
    Operator.Boundary boundary = ((Combined) node).boundary();
    boolean ofAll = boundary instanceof Operator.Fold fold && fold.ofAll();
    int partitions = ofAll ? 1 : shufflePartitions;
    return "-> shuffle %s (%d %s)"
        .formatted(boundary.name(), partitions, partitions == 1 ? "partition" : "partitions");
  }

  private static String typeOf(Object description) {
    return description.getClass().getSimpleName();
  }
}
