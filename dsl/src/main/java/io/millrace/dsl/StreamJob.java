package io.millrace.dsl;

/**
 * A streaming job: describes its graph once. Nothing runs while it is described.
 *
 * <p>One that is submitted by the name of its class is made with a public constructor that takes
 * nothing. What differs from run to run are its arguments: {@link StreamContext#argument}.
 */
public interface StreamJob {
  /** Describes the graph: sources, operators, sinks. */
  void define(StreamContext context);

  /** The name shown in status and messages; the simple class name unless overridden. */
  default String name() {
    return getClass().getSimpleName();
  }
}
