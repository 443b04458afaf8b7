package io.millrace.core.block;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a worker's block memory that one consumer writes, or that one stream is stored in.
 * Blocks are appended to a segment; when none of its blocks is needed any more the segment goes
 * back. Budgets count whole segments, since that is the memory a single block can keep alive. A
 * shard without a block has none, so that shards which share a budget can't starve each other while
 * they are idle.
 *
 * <p>Not thread-safe, but for the budget.
 */
public final class ArenaShard {
  private final int segmentBytes;
  private final CreditAccount budget;
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private @Nullable Segment open;
  private int segments;

  /**
   * @param segmentBytes size of a segment, at least that of the largest block
   * @param budget bytes, at least one segment
   */
  public ArenaShard(int segmentBytes, CreditAccount budget) {
    if (segmentBytes < 1 || segmentBytes > budget.limit()) {
      throw new IllegalArgumentException(
          "a segment of "
              + segmentBytes
              + " bytes does not fit into a shard of "
              + budget.limit()
              + " bytes (millrace.block-store)");
    }
    this.segmentBytes = segmentBytes;
    this.budget = budget;
  }

  /** Copies the block, or does nothing when the budget is used up. */
  public Optional<Place> store(ByteBuffer block) {
    int length = block.remaining();
    if (length > segmentBytes) {
      throw new IllegalArgumentException(
          "a block of " + length + " bytes does not fit into a segment of " + segmentBytes);
    }
    Segment segment = segmentWithRoom(length);
    return segment == null ? Optional.empty() : Optional.of(segment.append(block));
  }

  /** The block at this place is not needed any more; to be called once for each place. */
  public void release(Place place) {
    Segment segment = place.segment;
    segment.blocks--;
    if (segment.blocks > 0) {
      return;
    }
    if (segment == open) {
      open = null;
    }
    giveBack(segment);
  }

  /** Bytes of the segments in use. */
  public long usedBytes() {
    return (long) segments * segmentBytes;
  }

  private @Nullable Segment segmentWithRoom(int length) {
    if (open != null && open.used + length <= segmentBytes) {
      return open;
    }
    if (!budget.tryTake(segmentBytes)) {
      return null;
    }
    byte[] memory = spare.poll();
    segments++;
    open = new Segment(memory == null ? new byte[segmentBytes] : memory);
    return open;
  }

  /**
   * Keeps one more in reserve than is in use, so that memory follows the load down, and a shard
   * that is empty after each batch makes no new one for the next.
   */
  private void giveBack(Segment segment) {
    segments--;
    budget.giveBack(segmentBytes);
    if (spare.size() <= segments) {
      spare.push(segment.bytes);
    }
  }

  /** Where a block lies. */
  public static final class Place {
    private final Segment segment;
    private final int offset;

    private Place(Segment segment, int offset) {
      this.segment = segment;
      this.offset = offset;
    }

    public byte[] bytes() {
      return segment.bytes;
    }

    public int offset() {
      return offset;
    }
  }

  private static final class Segment {
    private final byte[] bytes;
    private int used;
    private int blocks;

    private Segment(byte[] bytes) {
      this.bytes = bytes;
    }

    private Place append(ByteBuffer block) {
      int length = block.remaining();
      Place place = new Place(this, used);
      block.get(block.position(), bytes, used, length);
      used += length;
      blocks++;
      return place;
    }
  }
}
