package io.millrace.core.group;

import io.millrace.core.model.BlockMeta;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks of streams in order of position, each once. What was stored before a lease began comes
 * in behind the newest, because it has to be asked for.
 */
final class BlocksInOrder {
  private final Map<StreamId, Long> reached;
  private final Map<StreamId, TreeMap<Long, BlockMeta>> ahead = new HashMap<>();

  /**
   * @param starts where the streams begin
   */
  BlocksInOrder(Map<StreamId, Long> starts) {
    this.reached = new HashMap<>(starts);
  }

  /** Takes a block; returns what follows now on what was returned before. */
  List<BlockMeta> add(BlockMeta block) {
    StreamId stream = block.stream();
    long end = reached.getOrDefault(stream, 0L);
    TreeMap<Long, BlockMeta> waiting = ahead.computeIfAbsent(stream, s -> new TreeMap<>());
    if (block.from() >= end) {
      waiting.put(block.from(), block);
    }
    List<BlockMeta> next = new ArrayList<>();
    for (BlockMeta one = waiting.remove(end); one != null; one = waiting.remove(end)) {
      next.add(one);
      end = one.to();
    }
    reached.put(stream, end);
    return next;
  }
}
