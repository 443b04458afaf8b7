package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LostRange;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a batch fill the way from the cut before to its own: in order, without overlap, and
 * with no hole that was not said to be lost. No position stands for two bytes.
 */
final class BlocksFillTheCuts implements Invariant {
  private final Map<StreamId, Long> cuts = new HashMap<>();
  private final Map<StreamId, NavigableMap<Long, Long>> accepted = new HashMap<>();
  private final Map<StreamId, NavigableMap<Long, Long>> lost = new HashMap<>();

  /** A position stands for one byte for ever, so none that was lost comes again. */
  @Override
  public void accepted(BlockMeta block, byte @Nullable [] bytes) {
    var known = accepted.computeIfAbsent(block.stream(), s -> new TreeMap<>());
    if (Objects.equals(known.get(block.from()), block.to())) {
      return; // reported twice
    }
    requireNew(block, known);
    requireNew(block, lost.getOrDefault(block.stream(), new TreeMap<>()));
    known.put(block.from(), block.to());
  }

  private void requireNew(BlockMeta block, NavigableMap<Long, Long> ranges) {
    var before = ranges.lowerEntry(block.to());
    require(
        before == null || before.getValue() <= block.from(),
        "%s uses positions again: %s",
        block,
        before);
  }

  @Override
  public void lost(LostRange range) {
    require(range.from() < range.to(), "%s is no range", range);
    lost.computeIfAbsent(range.stream(), s -> new TreeMap<>())
        .merge(range.from(), range.to(), Math::max);
  }

  @Override
  public void due(Batch batch) {
    Map<StreamId, Long> reached = new HashMap<>(cuts);
    for (BlockRef ref : batch.blocks()) {
      BlockMeta block = ref.meta();
      long from = reached.getOrDefault(block.stream(), 0L);
      requireLost(batch.id(), block.stream(), from, block.from());
      reached.put(block.stream(), block.to());
    }
    batch
        .cuts()
        .forEach(
            (stream, cut) ->
                requireLost(batch.id(), stream, reached.getOrDefault(stream, 0L), cut));
    cuts.putAll(batch.cuts());
  }

  private void requireLost(BatchId batch, StreamId stream, long from, long to) {
    require(from <= to, "%s takes %s from %d, which it has up to %d", batch, stream, to, from);
    long at = from;
    while (at < to) {
      var range = lost.getOrDefault(stream, new TreeMap<>()).floorEntry(at);
      require(
          range != null && range.getValue() > at,
          "%s leaves out %s from %d to %d",
          batch,
          stream,
          at,
          to);
      at = range == null ? to : range.getValue();
    }
  }
}
