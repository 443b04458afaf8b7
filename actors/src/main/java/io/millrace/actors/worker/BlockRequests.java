package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.core.block.Block;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.List;

/** What the executor and the lane of the same node ask of the block store. */
interface BlockRequests {
  /**
   * Pins blocks for a running attempt, fetching through the lane those that another worker holds;
   * answered with {@link BlocksPinned} or {@link BlocksGone}.
   *
   * @param pin names the attempt; chosen by the asker, unique while pinned
   */
  record PinBlocks(JobId job, long pin, List<BlockRef> blocks, ActorRef<PinAnswer> replyTo)
      implements BlockStoreProtocol.Command, LocalMessage {}

  /** The attempt has ended, however. */
  record Unpin(JobId job, long pin) implements BlockStoreProtocol.Command, LocalMessage {}

  /** A payload for the block store came in by the lane: BlocksWanted, BlockCopy, BlockMissing. */
  record FromLane(LanePayload payload) implements BlockStoreProtocol.Command, LocalMessage {}

  /** Answers to {@link PinBlocks}. */
  sealed interface PinAnswer extends LocalMessage {}

  /** In the order asked for. */
  record BlocksPinned(long pin, List<Block> blocks) implements PinAnswer {}

  /**
   * @param what one sentence naming what is gone
   */
  record BlocksGone(long pin, String what) implements PinAnswer {}
}
