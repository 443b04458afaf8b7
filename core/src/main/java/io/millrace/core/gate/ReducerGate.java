package io.millrace.core.gate;

import io.millrace.core.model.MapOutput;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a task behind a shuffle back until all its input is here: every chunk of every map output
 * that the task was told of. Chunks of other attempts and repeated ones do not count.
 */
public final class ReducerGate {
  private final Map<Integer, MapOutput> expected = new HashMap<>();
  private final Map<Integer, BitSet> seen = new HashMap<>();
  private int missing;

  /**
   * @param outputs what the task is to read
   */
  public ReducerGate(List<MapOutput> outputs) {
    for (MapOutput output : outputs) {
      expected.put(output.mapTask(), output);
      missing += output.chunks();
    }
  }

  /**
   * A chunk is here.
   *
   * @param index of the chunk, from 0
   */
  public void arrived(int mapTask, int attempt, int index) {
    MapOutput output = expected.get(mapTask);
    if (output == null || output.attempt() != attempt || index >= output.chunks()) {
      return;
    }
    BitSet chunks = seen.computeIfAbsent(mapTask, task -> new BitSet());
    if (!chunks.get(index)) {
      chunks.set(index);
      missing--;
    }
  }

  /** Whether the task may run. */
  public boolean complete() {
    return missing == 0;
  }
}
