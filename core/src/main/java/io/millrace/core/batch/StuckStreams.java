package io.millrace.core.batch;

import io.millrace.dsl.StreamId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds streams whose reports have not come on between two looks: they are idle, or a report was
 * lost, which can't be told apart from here.
 */
public final class StuckStreams {
  private Map<StreamId, Long> before = Map.of();

  /**
   * Looks.
   *
   * @param reported how far each stream has been reported without a hole
   * @return those that stand where they stood at the last look
   */
  public Map<StreamId, Long> look(Map<StreamId, Long> reported) {
    Map<StreamId, Long> stuck = new TreeMap<>(reported);
    stuck.entrySet().removeIf(now -> !now.getValue().equals(before.get(now.getKey())));
    before = Map.copyOf(reported);
    return stuck;
  }
}
