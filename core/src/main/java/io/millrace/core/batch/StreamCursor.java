package io.millrace.core.batch;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the driver knows of one stream: who reads it, which blocks no batch has taken, through which
 * deadlines it has reported, and where the last cut was made.
 */
final class StreamCursor {
  private static final long OPEN = Long.MAX_VALUE;

  private final StreamId stream;
  private final NavigableMap<Long, BlockRef> unassigned = new TreeMap<>();
  private final NavigableMap<BatchId, Long> marks = new TreeMap<>();
  private @Nullable WorkerId reader;
  private long cut;
  private long openedAt;
  private long storedThrough;
  private long endsAt = OPEN;
  private int connections;
  private long unassignedBytes;
  private long seenThrough;
  private BatchId heldThrough = BatchId.NONE;

  StreamCursor(StreamId stream) {
    this.stream = stream;
  }

  /**
   * A receiver opens; its positions begin here.
   *
   * @param holdThrough batches up to this one take nothing of it
   */
  void open(WorkerId worker, long position, BatchId holdThrough) {
    heldThrough = holdThrough;
    reader = worker;
    openedAt = position;
    storedThrough = position;
    endsAt = OPEN;
    marks.clear();
  }

  boolean isReadBy(WorkerId worker) {
    return worker.equals(reader);
  }

  /** A block was stored; reports of one block may come twice, and blocks in any order. */
  void stored(BlockMeta block, WorkerId holder) {
    if (block.from() < cut) {
      return;
    }
    if (unassigned.putIfAbsent(block.from(), new BlockRef(block, holder)) == null) {
      unassignedBytes += block.length();
    }
    connections = Math.max(connections, block.connection() + 1);
    BlockRef following = unassigned.get(storedThrough);
    while (following != null) {
      storedThrough = following.meta().to();
      following = unassigned.get(storedThrough);
    }
  }

  void mark(StreamMark mark) {
    marks.put(mark.batch(), mark.position());
  }

  /** Where the worker that reads the stream cut a batch: for good, whatever is said later. */
  void told(BatchId batch, long position) {
    marks.putIfAbsent(batch, position);
  }

  /** From now on only what its reader tells as its cuts counts. */
  void forgetMarks() {
    marks.clear();
  }

  /** Somebody has used what lies before the position. */
  void seen(long position) {
    seenThrough = Math.max(seenThrough, position);
  }

  /** No bytes follow: everything read lies before the position. */
  void end(long position) {
    endsAt = position;
  }

  /** Whether the stream reads no more and all it read is reported. */
  boolean isEnded() {
    return storedThrough >= endsAt;
  }

  /** Whether more may come. */
  boolean isBeingRead() {
    return reader != null && !isEnded();
  }

  /** Whether a batch must wait for this stream: it is being read and has not reported so far. */
  boolean isLateFor(BatchId batch) {
    return isBeingRead() && !isHeldFor(batch) && !isToldFor(batch);
  }

  /** Whether more may come that the batch could take. */
  boolean mayAddTo(BatchId batch) {
    return isBeingRead() && !isHeldFor(batch);
  }

  /** Whether the batch takes nothing of this stream, which was another worker's. */
  boolean isHeldFor(BatchId batch) {
    return batch.compareTo(heldThrough) <= 0;
  }

  /**
   * Whether a batch must wait for the cut that its reader made.
   *
   * @param leased whether readers tell cuts of streams that have ended as well
   */
  boolean awaitsCutOf(BatchId batch, boolean leased) {
    return leased ? reader != null && !isToldFor(batch) : isLateFor(batch);
  }

  private boolean isToldFor(BatchId batch) {
    return marks.ceilingKey(batch) != null && storedThrough >= markBefore(batch);
  }

  /** Where its reader cut a batch that does not wait for it any more. */
  long toldCut(BatchId batch) {
    if (isHeldFor(batch)) {
      return cut;
    }
    boolean told = marks.ceilingKey(batch) != null;
    return Math.max(cut, told || isBeingRead() ? markBefore(batch) : storedThrough);
  }

  /**
   * Where a batch that ends now would be cut: at the last position reported for its deadline, but
   * not behind more than the given bytes of blocks, and then at the end of a block. What was lost
   * lies between the blocks and doesn't count.
   */
  long nextCut(BatchId batch, long maxBytes) {
    long reported = reachedBy(batch);
    long bytes = 0;
    for (BlockRef block : unassigned.headMap(reported, false).values()) {
      boolean isFirst = bytes == 0;
      bytes += block.meta().length();
      if (bytes > maxBytes && !isFirst) {
        return block.meta().from();
      }
    }
    return reported;
  }

  /** Whether a batch that ends now would be cut behind the last cut. */
  boolean hasMore(BatchId batch) {
    return reachedBy(batch) > cut;
  }

  /** Takes the blocks up to the cut. */
  List<BlockRef> takeThrough(BatchId batch, long position) {
    cut = position;
    marks.headMap(batch, false).clear();
    NavigableMap<Long, BlockRef> taken = unassigned.headMap(position, false);
    List<BlockRef> blocks = new ArrayList<>(taken.values());
    taken.clear();
    blocks.forEach(block -> unassignedBytes -= block.meta().length());
    return blocks;
  }

  long cut() {
    return cut;
  }

  /** Where bytes that no batch has taken begin. */
  long start() {
    return Math.max(cut, openedAt);
  }

  /** Where a new receiver goes on: behind everything reported. */
  long storedThrough() {
    return storedThrough;
  }

  /** How many connections have brought blocks. */
  int connections() {
    return connections;
  }

  /** Bytes reported and not yet in a batch. */
  long unassignedBytes() {
    return unassignedBytes;
  }

  /**
   * The reader is gone, and everything of it that no batch has taken. Positions go on behind all
   * that was ever heard of.
   *
   * @return what was lost, if anything was
   */
  @Nullable LostRange loseReader(WorkerId worker) {
    long from = start();
    if (!unassigned.isEmpty()) {
      storedThrough = Math.max(storedThrough, unassigned.lastEntry().getValue().meta().to());
    }
    if (endsAt != OPEN) {
      storedThrough = Math.max(storedThrough, endsAt);
    }
    storedThrough = Math.max(storedThrough, seenThrough);
    reader = null;
    unassigned.clear();
    unassignedBytes = 0;
    marks.clear();
    return storedThrough > from ? new LostRange(stream, from, storedThrough, worker) : null;
  }

  StreamId stream() {
    return stream;
  }

  private long reachedBy(BatchId batch) {
    if (isHeldFor(batch)) {
      return cut;
    }
    return isBeingRead() ? reportedFor(batch) : storedThrough;
  }

  private long markBefore(BatchId batch) {
    var mark = marks.floorEntry(batch);
    return mark == null ? cut : mark.getValue();
  }

  /** The last mark for the deadline, or an earlier one, whose blocks are all here. */
  private long reportedFor(BatchId batch) {
    for (long position : marks.headMap(batch, true).descendingMap().values()) {
      if (position <= storedThrough) {
        return Math.max(cut, position);
      }
    }
    return cut;
  }
}
