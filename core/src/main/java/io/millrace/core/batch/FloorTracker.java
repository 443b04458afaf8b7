package io.millrace.core.batch;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The least position of each stream that somebody may still need: everything before it is covered
 * by committed batches. Floors never fall.
 */
final class FloorTracker {
  private final NavigableMap<BatchId, Map<StreamId, Long>> cuts = new TreeMap<>();
  private final Map<StreamId, Long> floors = new HashMap<>();

  /** The cut vector of a batch was fixed. */
  void cut(Batch batch) {
    cuts.put(batch.id(), batch.cuts());
  }

  /**
   * Everything through the batch is committed.
   *
   * @return whether a floor has risen
   */
  boolean raiseThrough(BatchId committed) {
    Map<BatchId, Map<StreamId, Long>> covered = cuts.headMap(committed, true);
    boolean risen = false;
    for (Map<StreamId, Long> vector : covered.values()) {
      for (Map.Entry<StreamId, Long> cut : vector.entrySet()) {
        risen |= raise(cut.getKey(), cut.getValue());
      }
    }
    covered.clear();
    return risen;
  }

  Map<StreamId, Long> floors() {
    return Map.copyOf(floors);
  }

  private boolean raise(StreamId stream, long position) {
    if (floors.getOrDefault(stream, 0L) >= position) {
      return false;
    }
    floors.put(stream, position);
    return true;
  }
}
