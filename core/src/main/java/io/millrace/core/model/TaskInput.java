package io.millrace.core.model;

import java.util.List;

/** What a task reads. */
public sealed interface TaskInput {
  /** Blocks of one stream, in order of position. */
  record Blocks(List<BlockRef> blocks) implements TaskInput {
    public Blocks {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * One partition of the output of the stage before.
   *
   * @param owner the worker that the map tasks sent this partition to
   * @param outputs in order of map task, which is (stream, position) order
   */
  record Shuffled(int partition, WorkerId owner, List<MapOutput> outputs) implements TaskInput {
    public Shuffled {
      outputs = List.copyOf(outputs);
    }
  }
}
