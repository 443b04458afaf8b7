package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.ShardWriter;
import io.millrace.config.AblationSettings;
import io.millrace.config.BlockStoreSettings;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.Block;
import io.millrace.core.block.CreditAccount;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.JobId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns one shard of the arena. What was stored in it while the mailbox filled is told to the block
 * store in one message.
 */
final class BlockStoreConsumer extends AbstractBehavior<BlockStoreConsumer.Command>
    implements ShardWriter.Told {
  private final boolean coalesces;
  private final ActorRef<BlockStoreProtocol.Command> blockStore;
  private final ShardOwner self;
  private final ShardWriter writer;
  private List<BlockStore.Stored> untold = new ArrayList<>();

  /** One of a pool; the shard's budget is its share of the memory for blocks. */
  public static Behavior<Command> create(
      BlockStoreSettings settings,
      AblationSettings ablation,
      ActorRef<BlockStoreProtocol.Command> blockStore,
      StagePause pause) {
    return Behaviors.setup(
        context -> new BlockStoreConsumer(context, settings, ablation, blockStore, pause));
  }

  private BlockStoreConsumer(
      ActorContext<Command> context,
      BlockStoreSettings settings,
      AblationSettings ablation,
      ActorRef<BlockStoreProtocol.Command> blockStore,
      StagePause pause) {
    super(context);
    this.coalesces = ablation.coalescing();
    this.blockStore = blockStore;
    this.self = new ShardOwner.Consumer(context.getSelf());
    CreditAccount budget = new CreditAccount(settings.unconsumedBytes() / settings.consumers());
    this.writer =
        new ShardWriter(
            new ArenaShard(settings.segmentBytes(), budget), pause, ablation.checksums(), this);
    blockStore.tell(new BlockStore.ConsumerStarted(context.getSelf()));
  }

  /** Everything a consumer takes. */
  sealed interface Command extends LocalMessage {}

  /**
   * Stores a block.
   *
   * @param sealedNanos nanoseconds since the epoch on the driver's clock
   */
  record StoreBlock(JobId job, SealedRange range, long sealedNanos) implements Command {}

  /** Blocks that this consumer stored are not needed any more. */
  record Release(List<ArenaShard.Place> places) implements Command {}

  /** Behind everything that was in the mailbox when the first block was stored. */
  private enum TellStored implements Command {
    INSTANCE
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(StoreBlock.class, this::onStoreBlock)
        .onMessage(Release.class, this::onRelease)
        .onMessage(TellStored.class, this::onTellStored)
        .build();
  }

  private Behavior<Command> onStoreBlock(StoreBlock message) {
    writer.store(message.job, message.range, message.sealedNanos);
    return this;
  }

  private Behavior<Command> onRelease(Release message) {
    writer.release(message.places);
    return this;
  }

  private Behavior<Command> onTellStored(TellStored message) {
    tellStored();
    return this;
  }

  private void tellStored() {
    blockStore.tell(new BlockStore.BlocksStored(self, untold));
    untold = new ArrayList<>();
  }

  @Override
  public void stored(JobId job, Block block, ArenaShard.Place place, long checksum) {
    if (untold.isEmpty() && coalesces) {
      getContext().getSelf().tell(TellStored.INSTANCE);
    }
    untold.add(new BlockStore.Stored(job, block, place, checksum));
    if (!coalesces) {
      tellStored();
    }
  }

  @Override
  public void full(boolean full) {
    blockStore.tell(new BlockStore.ShardFull(self, full));
  }
}
