package io.millrace.core.model;

/** Where records of a stage go. */
public sealed interface StageOutput {
  /** Into a shuffle, which other stages may write into as well. */
  record ToShuffle(int shuffle) implements StageOutput {}

  /**
   * Into partitions of a sink that no other stage writes to: one for each stream of the stage's
   * source, or for each partition of its shuffle.
   *
   * @param firstPartition counted through all sinks of the job
   */
  record ToSink(int sink, int firstPartition) implements StageOutput {}
}
