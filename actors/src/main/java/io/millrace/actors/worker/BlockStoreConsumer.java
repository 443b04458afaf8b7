package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.actors.shared.StagePause;
import io.millrace.config.AblationSettings;
import io.millrace.config.BlockStoreSettings;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.Block;
import io.millrace.core.block.CreditAccount;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.JobId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Owns one shard of the arena. Copies sealed blocks into it, in the order they come; without memory
 * they wait here in their receive buffers, which holds the read loops up. What was stored while the
 * mailbox filled is told to the block store in one message.
 */
final class BlockStoreConsumer extends AbstractBehavior<BlockStoreConsumer.Command> {
  private final AblationSettings ablation;
  private final ActorRef<BlockStoreProtocol.Command> blockStore;
  private final StagePause pause;
  private final ArenaShard shard;
  private final ArrayDeque<StoreBlock> waiting = new ArrayDeque<>();
  private List<BlockStore.Stored> untold = new ArrayList<>();
  private boolean full;

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
    this.ablation = ablation;
    this.blockStore = blockStore;
    this.pause = pause;
    CreditAccount budget = new CreditAccount(settings.unconsumedBytes() / settings.consumers());
    this.shard = new ArenaShard(settings.segmentBytes(), budget);
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
    waiting.add(message);
    storeWaiting();
    return this;
  }

  private Behavior<Command> onRelease(Release message) {
    message.places.forEach(shard::release);
    storeWaiting();
    return this;
  }

  private Behavior<Command> onTellStored(TellStored message) {
    tellStored();
    return this;
  }

  private void tellStored() {
    blockStore.tell(new BlockStore.BlocksStored(getContext().getSelf(), untold));
    untold = new ArrayList<>();
  }

  private void storeWaiting() {
    while (!waiting.isEmpty() && store(waiting.peek())) {
      waiting.remove();
    }
    if (full == waiting.isEmpty()) {
      full = !full;
      blockStore.tell(new BlockStore.ShardFull(getContext().getSelf(), full));
    }
  }

  private boolean store(StoreBlock message) {
    SealedRange range = message.range;
    Optional<ArenaShard.Place> place = shard.store(range.bytes());
    if (place.isEmpty()) {
      return false;
    }
    long checksum = ablation.checksums() ? checksum(range) : Held.UNCHECKED;
    range.release();
    pause.at("store");
    if (untold.isEmpty() && ablation.coalescing()) {
      getContext().getSelf().tell(TellStored.INSTANCE);
    }
    untold.add(stored(message, place.get(), checksum));
    if (!ablation.coalescing()) {
      tellStored();
    }
    return true;
  }

  private static long checksum(SealedRange range) {
    CRC32C checksum = new CRC32C();
    checksum.update(range.bytes().duplicate());
    return checksum.getValue();
  }

  private static BlockStore.Stored stored(
      StoreBlock message, ArenaShard.Place place, long checksum) {
    SealedRange range = message.range;
    Block block =
        new Block(range.meta(), place.bytes(), place.offset(), range.reads(), message.sealedNanos);
    return new BlockStore.Stored(message.job, block, place, checksum);
  }
}
