package io.millrace.core.block;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.StreamMark;
import io.millrace.dsl.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of a {@link BlockTable} that is about one stream. */
final class StreamBlocks<H> {
  private final StreamId stream;
  private final TreeMap<Long, StoredBlock<H>> blocks = new TreeMap<>();
  private final List<BlockMeta> fresh = new ArrayList<>();
  private final ArrayDeque<StreamMark> waiting = new ArrayDeque<>();
  private long whole;
  private long floor;
  private long marked;
  private int alike;
  private boolean closed;
  private @Nullable StreamMark lastTold;

  /** All bytes from the position where the stream began here up to {@code whole} are stored. */
  StreamBlocks(StreamId stream, long position) {
    this.stream = stream;
    this.whole = position;
    this.floor = position;
    this.marked = position;
  }

  void stored(StoredBlock<H> block) {
    if (blocks.putIfAbsent(block.block().meta().from(), block) != null) {
      throw new IllegalStateException(block.block().meta() + " was stored twice");
    }
    for (StoredBlock<H> next = blocks.get(whole); next != null; next = blocks.get(whole)) {
      fresh.add(next.block().meta());
      whole = next.end();
    }
  }

  /**
   * Of the marks at one position the first and the newest wait: a stream that stands still for long
   * has one more at each deadline.
   */
  void sealedThrough(StreamMark mark) {
    StreamMark newest = waiting.peekLast();
    alike = newest != null && newest.position() == mark.position() ? alike + 1 : 1;
    if (alike > 2 && waiting.size() > 1) {
      waiting.removeLast();
    }
    waiting.addLast(mark);
  }

  void report(boolean squeezed, BlockTable.Report report) {
    report.blocks().addAll(fresh);
    fresh.clear();
    while (!waiting.isEmpty() && waiting.peekFirst().position() <= whole) {
      lastTold = waiting.removeFirst();
      marked = Math.max(marked, lastTold.position());
      report.marks().add(lastTold);
    }
    if (squeezed && !waiting.isEmpty() && whole > marked) {
      reportClipped(report);
    }
  }

  /** What was reported behind the position is reported once more: the report may have been lost. */
  void reportAgain(long position) {
    List<BlockMeta> again = new ArrayList<>();
    for (StoredBlock<H> block : blocks.tailMap(position, true).values()) {
      BlockMeta meta = block.block().meta();
      if (block.end() <= whole && !fresh.contains(meta)) {
        again.add(meta);
      }
    }
    fresh.addAll(0, again);
    if (lastTold != null) {
      waiting.addFirst(lastTold);
    }
  }

  /** The newest waiting mark stands for those before it; it stays, to be told in full later. */
  private void reportClipped(BlockTable.Report report) {
    StreamMark newest = waiting.removeLast();
    waiting.clear();
    waiting.addLast(newest);
    marked = whole;
    lastTold = new StreamMark(stream, newest.batch(), whole);
    report.marks().add(lastTold);
  }

  Optional<StoredBlock<H>> find(long from) {
    return Optional.ofNullable(blocks.get(from));
  }

  void raise(long newFloor) {
    floor = Math.max(floor, newFloor);
  }

  void close() {
    closed = true;
  }

  /** Removes what is free; blocks behind a gap stay, they are not reported yet. */
  List<H> takeFree() {
    List<H> free = new ArrayList<>();
    long end = closed ? Long.MAX_VALUE : Math.min(floor, whole);
    Iterator<StoredBlock<H>> oldest = blocks.values().iterator();
    while (oldest.hasNext()) {
      StoredBlock<H> block = oldest.next();
      if (block.end() > end) {
        break;
      }
      if (!block.pinned()) {
        oldest.remove();
        free.add(block.handle());
      }
    }
    return free;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }
}
