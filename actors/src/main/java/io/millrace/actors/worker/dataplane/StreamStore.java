package io.millrace.actors.worker.dataplane;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StreamMark;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stores the blocks of one stream on the thread that seals them, so that a block can be run as soon
 * as it is sealed, without a mailbox in between.
 *
 * <p>Memory comes back on the block store's thread. A lock guards the shard; it is held while a
 * block is copied. What waits for memory is stored by whoever brings it.
 */
public final class StreamStore implements StreamIntake.Outlet {
  private final JobId job;
  private final ShardWriter writer;
  private final Told told;
  private final ReentrantLock shard = new ReentrantLock();

  /**
   * The store of a stream.
   *
   * @param shard its own; the budget may be shared
   * @param checksums whether blocks are given one
   */
  public StreamStore(JobId job, ArenaShard shard, StagePause pause, boolean checksums, Told told) {
    this.job = job;
    this.writer = new ShardWriter(shard, pause, checksums, told);
    this.told = told;
  }

  /** Hears of blocks and marks in order, the marks those of {@link StreamIntake.Outlet}. */
  public interface Told extends ShardWriter.Told {
    /** A batch deadline has passed; blocks before the mark's position may wait for memory. */
    void sealedThrough(StreamMark mark);
  }

  @Override
  public void sealed(SealedRange range, long sealedNanos) {
    shard.lock();
    try {
      writer.store(job, range, sealedNanos);
    } finally {
      shard.unlock();
    }
  }

  @Override
  public void sealedThrough(StreamMark mark) {
    told.sealedThrough(mark);
  }

  /** Blocks that lay there are not needed any more. */
  public void release(List<ArenaShard.Place> places) {
    shard.lock();
    try {
      writer.release(places);
    } finally {
      shard.unlock();
    }
  }

  /** Another stream has given memory back. */
  public void storeWaiting() {
    shard.lock();
    try {
      writer.storeWaiting();
    } finally {
      shard.unlock();
    }
  }
}
