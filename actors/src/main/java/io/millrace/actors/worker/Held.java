package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.core.block.ArenaShard;

/**
 * The memory of a stored block.
 *
 * @param consumer the only writer of its shard, which takes it back
 * @param checksum CRC32C of the block's bytes, or {@link #UNCHECKED}
 */
record Held(ActorRef<BlockStoreConsumer.Command> consumer, ArenaShard.Place place, long checksum) {
  /** In place of the checksum of a block that was given none. */
  static final long UNCHECKED = -1;
}
