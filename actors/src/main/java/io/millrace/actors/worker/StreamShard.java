package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.StreamIntake;
import io.millrace.actors.worker.dataplane.StreamStore;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.Block;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StreamMark;
import io.millrace.protocol.BlockStoreProtocol;
import java.util.List;

/**
 * The shard of a stream that is stored by the thread which seals. The block store is told behind
 * the work, and gives the memory back.
 */
final class StreamShard implements ShardOwner, StreamStore.Told {
  private final ActorRef<BlockStoreProtocol.Command> blockStore;
  private final JobId job;
  private final StreamStore store;

  /**
   * The shard of a stream that begins.
   *
   * @param shard its memory; nobody else writes it
   * @param checksums whether blocks are given one
   */
  StreamShard(
      JobId job,
      ArenaShard shard,
      StagePause pause,
      boolean checksums,
      ActorRef<BlockStoreProtocol.Command> blockStore) {
    this.job = job;
    this.blockStore = blockStore;
    this.store = new StreamStore(job, shard, pause, checksums, this);
  }

  /** Takes what the stream seals. */
  StreamIntake.Outlet outlet() {
    return store;
  }

  @Override
  public void stored(JobId ofJob, Block block, ArenaShard.Place place, long checksum) {
    blockStore.tell(
        new BlockStore.BlocksStored(
            this, List.of(new BlockStore.Stored(ofJob, block, place, checksum))));
  }

  @Override
  public void sealedThrough(StreamMark mark) {
    blockStore.tell(new BlockStore.SealedThrough(job, mark));
  }

  @Override
  public void full(boolean full) {
    blockStore.tell(new BlockStore.ShardFull(this, full));
  }

  @Override
  public void release(List<ArenaShard.Place> places) {
    store.release(places);
  }

  @Override
  public void storeWaiting() {
    store.storeWaiting();
  }
}
