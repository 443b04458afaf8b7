package io.millrace.dsl;

import java.util.List;

/**
 * The graph a job described: what {@link StreamContext#plan} yields and the plan compiler reads.
 *
 * @param nodes in the order they were defined; a node's upstream nodes, given by their place in
 *     this list, come before it
 * @param codecs of its own, which go before those that are derived
 */
public record LogicalPlan(String job, List<Node> nodes, JobCodecs codecs) {
  /** The tag of what a source's decoder refuses. */
  public static final String DEAD_LETTERS = "dead-letters";

  public LogicalPlan {
    nodes = List.copyOf(nodes);
  }

  /** A place in the graph. */
  public sealed interface Node {
    /** Given by the user, or derived from the place in the order of definition. */
    String name();

    /** Where its records come from: places of nodes. */
    List<Integer> upstream();

    /** The same node under another name. */
    Node named(String other);
  }

  /** Where records enter. */
  public record Input(String name, Source source, Decoder<?> decoder) implements Node {
    @Override
    public List<Integer> upstream() {
      return List.of();
    }

    @Override
    public Input named(String other) {
      return new Input(other, source, decoder);
    }
  }

  /** An operator on one stream. */
  public record Applied(Operator operator, int from) implements Node {
    @Override
    public String name() {
      return operator.name();
    }

    @Override
    public List<Integer> upstream() {
      return List.of(from);
    }

    @Override
    public Applied named(String other) {
      return new Applied(operator.named(other), from);
    }
  }

  /** The records of several streams as one. */
  public record Union(String name, List<Integer> upstream) implements Node {
    public Union {
      upstream = List.copyOf(upstream);
    }

    @Override
    public Union named(String other) {
      return new Union(other, upstream);
    }
  }

  /**
   * Records that a node gives off beside its own: those emitted under a tag, or the dead letters of
   * a source.
   */
  public record Side(String name, String tag, int from) implements Node {
    @Override
    public List<Integer> upstream() {
      return List.of(from);
    }

    @Override
    public Side named(String other) {
      return new Side(other, tag, from);
    }
  }

  /** Where records leave. */
  public record Output(String name, Sink<?> sink, int from) implements Node {
    @Override
    public List<Integer> upstream() {
      return List.of(from);
    }

    @Override
    public Output named(String other) {
      return new Output(other, sink, from);
    }
  }
}
