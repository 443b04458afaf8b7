package io.millrace.core.gate;

import io.millrace.core.model.MapOutput;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskInput;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a task behind a shuffle back until all its input is here: every chunk of every map output
 * that the task was told of. Chunks of other attempts, of other partitions and repeated ones do not
 * count.
 */
public final class ReducerGate {
  private final Map<ShuffleKey, BitSet> awaited = new HashMap<>();
  private int missing;

  /**
   * @param run of the stage that the task belongs to
   * @param input what the task is to read
   */
  public ReducerGate(StageRun run, TaskInput.Shuffled input) {
    List<ShuffleKey> keys = input.keys(run);
    for (int i = 0; i < keys.size(); i++) {
      MapOutput output = input.outputs().get(i);
      BitSet chunks = new BitSet(output.chunks());
      chunks.set(0, output.chunks());
      awaited.put(keys.get(i), chunks);
      missing += output.chunks();
    }
  }

  /**
   * A chunk is here.
   *
   * @param index of the chunk, from 0
   */
  public void arrived(ShuffleKey key, int index) {
    BitSet chunks = awaited.get(key);
    if (chunks != null && chunks.get(index)) {
      chunks.clear(index);
      missing--;
    }
  }

  /** Whether the task may run. */
  public boolean complete() {
    return missing == 0;
  }
}
