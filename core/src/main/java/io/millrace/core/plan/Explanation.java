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
 *
 * @param stages each behind those that feed it
 */
public record Explanation(String job, List<Stage> stages) {
  public Explanation {
    stages = List.copyOf(stages);
  }

  /**
   * Explains a plan.
   *
   * @param shufflePartitions partitions of each shuffle by key
   */
  public static Explanation of(LogicalPlan plan, int shufflePartitions) {
    List<StageCut> cuts = StageCut.of(plan);
    List<Stage> stages = new ArrayList<>();
    for (int stage = 0; stage < cuts.size(); stage++) {
      LogicalPlan.Node root = plan.nodes().get(cuts.get(stage).root());
      List<Step> steps = new Steps(cuts.get(stage).template(), shufflePartitions).all();
      stages.add(new Stage(stage, reads(root), steps));
    }
    return new Explanation(plan.job(), stages);
  }

  private static String reads(LogicalPlan.Node root) {
    if (root instanceof LogicalPlan.Input input) {
      Source source = input.source();
      return "%s (%s, %s)"
          .formatted(input.name(), typeOf(source), counted(source.splits().size(), "stream"));
    }
    return "shuffle " + root.name();
  }

  /** The text, each line ended. */
  public String text() {
    StringBuilder text = new StringBuilder("job " + job + "\n");
    for (Stage stage : stages) {
      text.append("stage %d reads %s%n".formatted(stage.stage(), stage.reads()));
      stage.steps().forEach(step -> step.appendTo(text, "  "));
    }
    return text.toString();
  }

  private static String typeOf(Object description) {
    return description.getClass().getSimpleName();
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /**
   * A piece of the job between shuffles.
   *
   * @param stage its number
   * @param reads a source with its type and number of streams, or a shuffle
   * @param steps the first that take its records
   */
  public record Stage(int stage, String reads, List<Step> steps) {
    public Stage {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Something that takes records.
   *
   * @param takes of which output of what stands before it: empty for the main one, else the tag of
   *     a side output, or "dead letters"
   * @param does an operator's name; or, behind an arrow, the shuffle or sink where records go
   * @param next what takes the records it makes
   */
  public record Step(String takes, String does, List<Step> next) {
    public Step {
      next = List.copyOf(next);
    }

    private void appendTo(StringBuilder text, String indent) {
      text.append(indent).append(takes.isEmpty() ? "" : takes + ": ").append(does).append('\n');
      next.forEach(step -> step.appendTo(text, indent + "  "));
    }
  }

  /** The steps of one stage. */
  private record Steps(StageTemplate template, int shufflePartitions) {
    private List<Step> all() {
      List<Step> all = new ArrayList<>(taking("", template.first()));
      all.addAll(taking("dead letters", template.deadLetters()));
      return all;
    }

    private List<Step> taking(String output, List<Integer> places) {
      return places.stream().map(template.nodes()::get).map(node -> step(output, node)).toList();
    }

    private Step step(String output, StageTemplate.Node node) {
      List<Step> next = new ArrayList<>();
      if (node instanceof Applied applied) {
        next.addAll(taking("", applied.next()));
        applied.sides().forEach(side -> next.addAll(taking(side.tag(), side.next())));
      }
      return new Step(output, does(node), next);
    }

    private String does(StageTemplate.Node node) {
      if (node instanceof Applied applied) {
        return applied.operator().name();
      }
      if (node instanceof Collected collected) {
        return "-> %s (%s)".formatted(collected.name(), typeOf(collected.sink()));
      }
      Operator.Boundary boundary = ((Combined) node).boundary();
      boolean ofAll = boundary instanceof Operator.Fold fold && fold.ofAll();
      int partitions = ofAll ? 1 : shufflePartitions;
      return "-> shuffle %s (%s)".formatted(boundary.name(), counted(partitions, "partition"));
    }
  }
}
