package io.millrace.core.task;

import io.millrace.core.plan.StageTemplate;
import io.millrace.dsl.BlockOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The steps that a stage's graph is fused into: one way in, and an end for each output. */
final class StepGraph {
  private final Step first;
  private final @Nullable Step deadLetters;
  private final List<Step> inOrder;
  private final List<LastStep> ends;

  private StepGraph(
      Step first, @Nullable Step deadLetters, List<Step> inOrder, List<LastStep> ends) {
    this.first = first;
    this.deadLetters = deadLetters;
    this.inOrder = List.copyOf(inOrder);
    this.ends = List.copyOf(ends);
  }

  /** Of the user functions that the template holds. */
  static StepGraph of(StageTemplate template) {
    List<StageTemplate.Node> nodes = template.nodes();
    Step[] steps = new Step[nodes.size()];
    List<LastStep> ends = new ArrayList<>();
    for (int place = nodes.size() - 1; place >= 0; place--) {
      if (nodes.get(place) instanceof StageTemplate.Applied applied) {
        Map<String, Step> sides = new HashMap<>();
        applied.sides().forEach(side -> sides.put(side.tag(), joined(side.next(), steps)));
        steps[place] = Step.of(applied.operator(), joined(applied.next(), steps), sides);
      } else {
        LastStep end = LastStep.of((StageTemplate.Output) nodes.get(place), template.codecs());
        steps[place] = end;
        ends.add(end);
      }
    }
    Collections.reverse(ends);
    List<Integer> rejected = template.deadLetters();
    return new StepGraph(
        joined(template.first(), steps),
        rejected.isEmpty() ? null : joined(rejected, steps),
        List.of(steps),
        ends);
  }

  /** A task begins; see {@link Step#beginTask}. */
  void beginTask(long seed) throws TaskException {
    for (Step step : inOrder) {
      step.beginTask(seed);
    }
  }

  /** Takes what the decoder refuses; null when it goes to the file. */
  @Nullable Step deadLetters() {
    return deadLetters;
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
    for (Step step : inOrder) {
      step.endTask();
    }
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
