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
   * One partition of a shuffle.
   *
   * @param owner the worker that the map tasks sent this partition to
   * @param outputs in order of stage and map task, which is (stage, stream, position) order
   */
  record Shuffled(int shuffle, int partition, WorkerId owner, List<MapOutput> outputs)
      implements TaskInput {
    public Shuffled {
      outputs = List.copyOf(outputs);
    }

    /**
     * What the outputs travel under, in their order.
     *
     * @param run of the stage that reads them
     */
    public List<ShuffleKey> keys(StageRun run) {
      return outputs.stream()
          .map(
              output ->
                  new ShuffleKey(
                      run.ofStage(output.stage()),
                      shuffle,
                      output.mapTask(),
                      output.attempt(),
                      partition))
          .toList();
    }
  }
}
