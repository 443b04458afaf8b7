package io.millrace.core.task;

import io.millrace.core.plan.StageTemplate;
import io.millrace.dsl.BlockOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The steps that a stage's graph is fused into: one way in, and an end for each output. */
final class StepGraph {
  private final Step first;
  private final List<LastStep> ends;

  private StepGraph(Step first, List<LastStep> ends) {
    this.first = first;
    this.ends = List.copyOf(ends);
  }

  /** Of the user functions that the template holds. */
  static StepGraph of(StageTemplate template) {
    List<StageTemplate.Node> nodes = template.nodes();
    Step[] steps = new Step[nodes.size()];
    List<LastStep> ends = new ArrayList<>();
    for (int place = nodes.size() - 1; place >= 0; place--) {
      if (nodes.get(place) instanceof StageTemplate.Applied applied) {
        steps[place] = Step.of(applied.operator(), joined(applied.next(), steps));
      } else {
        LastStep end = LastStep.of((StageTemplate.Output) nodes.get(place));
        steps[place] = end;
        ends.add(end);
      }
    }
    Collections.reverse(ends);
    return new StepGraph(joined(template.first(), steps), ends);
  }

  /** Takes the records of the input. */
  Step first() {
    return first;
  }

  /** See {@link LastStep#beginBlock}. */
  void beginBlock(BlockOrigin origin) throws TaskException {
    for (LastStep end : ends) {
      end.beginBlock(origin);
    }
  }

  /** See {@link LastStep#endBlock}. */
  void endBlock() throws TaskException {
    for (LastStep end : ends) {
      end.endBlock();
    }
  }

  /**
   * Hands out what the ends kept.
   *
   * @param partitions of the shuffle behind an output
   */
  List<TaskResult.Output> finish(IntUnaryOperator partitions) throws TaskException {
    List<TaskResult.Output> outputs = new ArrayList<>();
    for (LastStep end : ends) {
      outputs.add(end.finish(partitions.applyAsInt(outputs.size())));
    }
    return outputs;
  }

  /** Forgets what the ends kept, each of them, because of an error. */
  void discard(Throwable cause) {
    for (LastStep end : ends) {
      try {
        end.discard();
      } catch (RuntimeException | Error e) {
        cause.addSuppressed(e);
      }
    }
  }

  private static Step joined(List<Integer> places, Step[] steps) {
    return places.size() == 1
        ? steps[places.get(0)]
        : new FanOutStep(places.stream().map(place -> steps[place]).toArray(Step[]::new));
  }
}
