package io.millrace.core.batch;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What left with one worker: by stream and position, in one piece where it touches. */
final class LostRanges {
  private final WorkerId worker;
  private final Map<StreamId, NavigableMap<Long, Long>> ends = new TreeMap<>();

  LostRanges(WorkerId worker) {
    this.worker = worker;
  }

  void add(BlockRef block) {
    BlockMeta meta = block.meta();
    add(meta.stream(), meta.from(), meta.to());
  }

  /** Takes a range that overlaps none taken before. */
  void add(StreamId stream, long from, long to) {
    ends.computeIfAbsent(stream, s -> new TreeMap<>()).put(from, to);
  }

  List<LostRange> joined() {
    List<LostRange> ranges = new ArrayList<>();
    ends.forEach((stream, pieces) -> join(stream, pieces, ranges));
    return ranges;
  }

  private void join(StreamId stream, NavigableMap<Long, Long> pieces, List<LostRange> into) {
    long from = pieces.firstKey();
    long to = from;
    for (Map.Entry<Long, Long> piece : pieces.entrySet()) {
      if (piece.getKey() != to) {
        into.add(new LostRange(stream, from, to, worker));
        from = piece.getKey();
      }
      to = piece.getValue();
    }
    into.add(new LostRange(stream, from, to, worker));
  }
}
