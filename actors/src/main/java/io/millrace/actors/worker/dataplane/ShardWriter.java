package io.millrace.actors.worker.dataplane;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.Block;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.JobId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Copies sealed blocks into a shard, in the order they come; without memory they wait here in their
 * receive buffers, which holds the read loops up. Confined to whoever owns the shard.
 */
public final class ShardWriter {
  /** In place of the checksum of a block that was given none. */
  public static final long UNCHECKED = -1;

  private final ArenaShard shard;
  private final StagePause pause;
  private final boolean checksums;
  private final Told told;
  private final ArrayDeque<Sealed> waiting = new ArrayDeque<>();
  private boolean full;

  /**
   * The writer of a shard that nobody else writes.
   *
   * @param checksums whether blocks are given one
   */
  public ShardWriter(ArenaShard shard, StagePause pause, boolean checksums, Told told) {
    this.shard = shard;
    this.pause = pause;
    this.checksums = checksums;
    this.told = told;
  }

  /** Hears what becomes of the blocks, on the thread that stores them. */
  public interface Told {
    /**
     * A block is stored.
     *
     * @param checksum CRC32C of its bytes, or {@link #UNCHECKED}
     */
    void stored(JobId job, Block block, ArenaShard.Place place, long checksum);

    /** Whether blocks wait for memory from now on. */
    void full(boolean full);
  }

  /** Stores a block, or has it wait. */
  public void store(JobId job, SealedRange range, long sealedNanos) {
    waiting.add(new Sealed(job, range, sealedNanos));
    storeWaiting();
  }

  /** Blocks that lay there are not needed any more. */
  public void release(List<ArenaShard.Place> places) {
    places.forEach(shard::release);
    storeWaiting();
  }

  /** Memory may have come free. */
  public void storeWaiting() {
    while (!waiting.isEmpty() && copied(waiting.peek())) {
      waiting.remove();
    }
    if (full == waiting.isEmpty()) {
      full = !full;
      told.full(full);
    }
  }

  private boolean copied(Sealed sealed) {
    SealedRange range = sealed.range;
    Optional<ArenaShard.Place> place = shard.store(range.bytes());
    if (place.isEmpty()) {
      return false;
    }
    long checksum = checksums ? checksum(range) : UNCHECKED;
    range.release();
    pause.at("store");
    told.stored(sealed.job, block(sealed, place.get()), place.get(), checksum);
    return true;
  }

  private static long checksum(SealedRange range) {
    CRC32C checksum = new CRC32C();
    checksum.update(range.bytes().duplicate());
    return checksum.getValue();
  }

  private static Block block(Sealed sealed, ArenaShard.Place place) {
    SealedRange range = sealed.range;
    return new Block(
        range.meta(), place.bytes(), place.offset(), range.reads(), sealed.sealedNanos);
  }

  private record Sealed(JobId job, SealedRange range, long sealedNanos) {}
}
