package io.millrace.core.model;

/** Where the records of a stage come from. */
public sealed interface StageInput {
  /** From the blocks of the streams of one source. */
  record Streams(int source) implements StageInput {}

  /** From one shuffle. */
  record Shuffle(int shuffle) implements StageInput {}
}
