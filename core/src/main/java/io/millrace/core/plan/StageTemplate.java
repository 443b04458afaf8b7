package io.millrace.core.plan;

import io.millrace.dsl.Decoder;
import io.millrace.dsl.JobCodecs;
import io.millrace.dsl.Operator;
import io.millrace.dsl.Sink;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What every task of a stage does, and nothing else: no batch, partition count, worker, epoch,
 * count or time, so that its bytes are the same for the life of the job and after a restart.
 *
 * <p>It is a graph without shuffles inside: a record goes from the input to the first nodes, and
 * from each operator to those behind it. Nodes are known by their place, and come after those that
 * lead to them.
 *
 * @param first the nodes that take the records of the input, in this order
 * @param deadLetters the nodes that take what the input's decoder refuses; without any it goes to
 *     the dead-letter file
 * @param codecs of the job
 */
public record StageTemplate(
    Input input, List<Integer> first, List<Integer> deadLetters, List<Node> nodes, JobCodecs codecs)
    implements Serializable {
  public StageTemplate {
    first = List.copyOf(first);
    deadLetters = List.copyOf(deadLetters);
    nodes = List.copyOf(nodes);
  }

  /** The ends of the graph; an output is known by its place among them. */
  public List<Output> outputs() {
    return nodes.stream().filter(Output.class::isInstance).map(Output.class::cast).toList();
  }

  /** The same stage with one more operator between the input and all the rest. */
  public StageTemplate behind(Operator operator) {
    List<Node> shifted = new ArrayList<>();
    shifted.add(new Applied(operator, shifted(first), List.of()));
    for (Node node : nodes) {
      shifted.add(node instanceof Applied applied ? applied.shifted() : node);
    }
    return new StageTemplate(input, List.of(0), shifted(deadLetters), shifted, codecs);
  }

  private static List<Integer> shifted(List<Integer> places) {
    return places.stream().map(place -> place + 1).toList();
  }

  /** Where the records of a stage come from. */
  public sealed interface Input extends Serializable {}

  /** From blocks, by a decoder. */
  public record Decoded(Decoder<?> decoder) implements Input {}

  /**
   * From the shuffle before: the values of a key are merged.
   *
   * @param boundary the operator that the job was cut at
   */
  public record Merged(Operator.Boundary boundary) implements Input {}

  /** Something that takes records. */
  public sealed interface Node extends Serializable {}

  /**
   * An operator that is no shuffle boundary.
   *
   * @param next the nodes that take what it makes, in this order
   * @param sides its side outputs
   */
  public record Applied(Operator operator, List<Integer> next, List<Side> sides) implements Node {
    public Applied {
      next = List.copyOf(next);
      sides = List.copyOf(sides);
    }

    private Applied shifted() {
      List<Side> further =
          sides.stream().map(side -> new Side(side.tag, StageTemplate.shifted(side.next))).toList();
      return new Applied(operator, StageTemplate.shifted(next), further);
    }
  }

  /**
   * A side output.
   *
   * @param next the nodes that take its records, in this order
   */
  public record Side(String tag, List<Integer> next) implements Serializable {
    public Side {
      next = List.copyOf(next);
    }
  }

  /** Where records leave the stage. */
  public sealed interface Output extends Node {}

  /**
   * To the shuffle behind, combined by key first.
   *
   * @param boundary the operator that the job was cut at
   */
  public record Combined(Operator.Boundary boundary) implements Output {}

  /**
   * To a sink.
   *
   * @param name of the sink, for messages
   */
  public record Collected(String name, Sink<?> sink) implements Output {}
}
