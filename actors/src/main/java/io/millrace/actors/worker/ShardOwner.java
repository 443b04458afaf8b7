package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.core.block.ArenaShard;
import java.util.List;

/** The only writer of a shard of the arena. */
interface ShardOwner {
  /** Blocks in its shard are not needed any more. */
  void release(List<ArenaShard.Place> places);

  /** Others have given memory back; it may be of use where blocks wait for memory. */
  void storeWaiting();

  /** One of the pool, whose memory is its own. */
  record Consumer(ActorRef<BlockStoreConsumer.Command> actor) implements ShardOwner {
    @Override
    public void release(List<ArenaShard.Place> places) {
      actor.tell(new BlockStoreConsumer.Release(places));
    }

    @Override
    public void storeWaiting() {}
  }
}
