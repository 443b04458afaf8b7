package io.millrace.core.model;

import java.util.List;

/** How one attempt of a task ended; the retry policy switches on it. */
public sealed interface TaskOutcome {
  int index();

  int attempt();

  /**
   * Its output is on its way to those who own it.
   *
   * @param chunks what it sent into each shuffle that its stage feeds
   */
  record Succeeded(int index, int attempt, TaskReport report, List<ChunkCounts> chunks)
      implements TaskOutcome {
    public Succeeded {
      chunks = List.copyOf(chunks);
    }
  }

  /** It threw. */
  record Failed(int index, int attempt, TaskFailure failure) implements TaskOutcome {}

  /** Its input is gone: the holder of a block or of a map output has left. */
  record InputLost(int index, int attempt, String what) implements TaskOutcome {}
}
