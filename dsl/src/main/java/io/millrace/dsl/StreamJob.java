package io.millrace.dsl;

/**
 * A streaming job: a class with a public no-argument constructor, or one taking {@code String[]},
 * that describes its graph once. Nothing runs while it is described.
 */
public interface StreamJob {
  /** Describes the graph: sources, operators, sinks. */
  void define(StreamContext context);

  /** The name shown in status and messages; the simple class name unless overridden. */
  default String name() {
    return getClass().getSimpleName();
  }
}
