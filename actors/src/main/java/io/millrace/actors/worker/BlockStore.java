package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.config.AblationSettings;
import io.millrace.config.LaneSettings;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.Block;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows which blocks are on this worker, who needs them, and what the driver has heard of them.
 * Everything that happened while the mailbox filled goes to a conductor in one report.
 */
final class BlockStore extends AbstractBehavior<BlockStoreProtocol.Command> {
  private final WorkerId self;
  private final LaneSettings laneSettings;
  private final boolean coalesces;
  private final ActorRef<LaneProtocol.Command> lane;
  private final ActorRef<ShuffleInbox.Command> shuffles;
  private final Map<JobId, JobBlocks> jobs = new HashMap<>();
  private final Set<ShardOwner> fullShards = new HashSet<>();
  private Set<WorkerId> peers = Set.of();
  private DriverEpoch epoch = new DriverEpoch(Long.MIN_VALUE);
  private boolean reportDue;

  /** The block store of a worker. */
  public static Behavior<BlockStoreProtocol.Command> create(
      WorkerId self,
      LaneSettings laneSettings,
      AblationSettings ablation,
      ActorRef<LaneProtocol.Command> lane,
      ActorRef<ShuffleInbox.Command> shuffles) {
    return Behaviors.setup(
        context -> new BlockStore(context, self, laneSettings, ablation, lane, shuffles));
  }

  private BlockStore(
      ActorContext<BlockStoreProtocol.Command> context,
      WorkerId self,
      LaneSettings laneSettings,
      AblationSettings ablation,
      ActorRef<LaneProtocol.Command> lane,
      ActorRef<ShuffleInbox.Command> shuffles) {
    super(context);
    this.self = self;
    this.laneSettings = laneSettings;
    this.coalesces = ablation.coalescing();
    this.lane = lane;
    this.shuffles = shuffles;
  }

  /** What actors of this node tell it, besides {@link BlockRequests}. */
  private interface Local extends BlockStoreProtocol.Command, LocalMessage {}

  /** Blocks of this job will come, and are to be reported there. */
  record OpenJob(JobId job, ActorRef<ConductorProtocol.Command> conductor) implements Local {}

  /** Blocks of this stream will come, without gaps from this position on. */
  record OpenStream(JobId job, StreamId stream, long position) implements Local {}

  /** A batch deadline has passed for a stream; the blocks before the position are on their way. */
  record SealedThrough(JobId job, StreamMark mark) implements Local {}

  /** One of the pool is here; without all of them there would be gaps for ever. */
  record ConsumerStarted(ActorRef<BlockStoreConsumer.Command> consumer) implements Local {}

  /** Blocks have been stored in a shard. */
  record BlocksStored(ShardOwner owner, List<Stored> blocks) implements Local {}

  /**
   * @param checksum see {@link Held}
   */
  record Stored(JobId job, Block block, ArenaShard.Place place, long checksum) {}

  /** Whether blocks wait for memory in this shard. */
  record ShardFull(ShardOwner owner, boolean full) implements Local {}

  /** The workers that are here; who is not holds no blocks any more. */
  record PeersHere(Set<WorkerId> workers) implements Local {}

  /** The job has ended; what attempts have pinned goes when they end. */
  record CloseJob(JobId job) implements Local {}

  private enum ReportDue implements Local {
    INSTANCE
  }

  @Override
  public Receive<BlockStoreProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(BlocksStored.class, this::onBlocksStored)
        .onMessage(SealedThrough.class, this::onSealedThrough)
        .onMessage(ReportDue.class, this::onReportDue)
        .onMessage(BlockRequests.PinBlocks.class, this::onPinBlocks)
        .onMessage(BlockRequests.Unpin.class, this::onUnpin)
        .onMessage(BlockStoreProtocol.FloorsRaised.class, this::onFloorsRaised)
        .onMessage(BlockStoreProtocol.ReportAgain.class, this::onReportAgain)
        .onMessage(ShardFull.class, this::onShardFull)
        .onMessage(BlockRequests.FromLane.class, this::onFromLane)
        .onMessage(PeersHere.class, this::onPeersHere)
        .onMessage(OpenJob.class, this::onOpenJob)
        .onMessage(OpenStream.class, this::onOpenStream)
        .onMessage(CloseJob.class, this::onCloseJob)
        .onMessage(ConsumerStarted.class, this::onConsumerStarted)
        .onSignal(Terminated.class, this::onConsumerStopped)
        .build();
  }

  private Behavior<BlockStoreProtocol.Command> onConsumerStarted(ConsumerStarted message) {
    getContext().watch(message.consumer);
    return this;
  }

  /** The blocks that waited at it are gone unseen; the worker begins anew when this one stops. */
  private Behavior<BlockStoreProtocol.Command> onConsumerStopped(Terminated signal) {
    return Behaviors.stopped();
  }

  private Behavior<BlockStoreProtocol.Command> onOpenJob(OpenJob message) {
    JobBlocks blocks = new JobBlocks(self, message.job, message.conductor, laneSettings, lane);
    blocks.squeeze(!fullShards.isEmpty());
    jobs.putIfAbsent(message.job, blocks);
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onOpenStream(OpenStream message) {
    JobBlocks blocks = jobs.get(message.job);
    if (blocks != null) {
      blocks.openStream(message.stream, message.position);
    }
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onBlocksStored(BlocksStored message) {
    Freed freed = new Freed();
    for (Stored stored : message.blocks) {
      Held held = new Held(message.owner, stored.place, stored.checksum);
      JobBlocks blocks = jobs.get(stored.job);
      freed.addAll(blocks == null ? List.of(held) : blocks.stored(stored.block, held));
    }
    release(freed);
    return reportSoon();
  }

  private Behavior<BlockStoreProtocol.Command> onSealedThrough(SealedThrough message) {
    JobBlocks blocks = jobs.get(message.job);
    if (blocks != null) {
      blocks.sealedThrough(message.mark);
    }
    return reportSoon();
  }

  private Behavior<BlockStoreProtocol.Command> onShardFull(ShardFull message) {
    if (message.full) {
      fullShards.add(message.owner);
      message.owner.storeWaiting(); // memory may have come free while the message was on its way
    } else {
      fullShards.remove(message.owner);
    }
    jobs.values().forEach(blocks -> blocks.squeeze(!fullShards.isEmpty()));
    return reportSoon();
  }

  /** Told to itself, so that it comes behind what is in the mailbox now. */
  private Behavior<BlockStoreProtocol.Command> reportSoon() {
    if (!coalesces) {
      return onReportDue(ReportDue.INSTANCE);
    }
    if (!reportDue) {
      reportDue = true;
      getContext().getSelf().tell(ReportDue.INSTANCE);
    }
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onReportDue(ReportDue message) {
    reportDue = false;
    jobs.values().forEach(JobBlocks::report);
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onPinBlocks(BlockRequests.PinBlocks message) {
    JobBlocks blocks = jobs.get(message.job());
    if (blocks == null) {
      String what = message.job() + " is not open on worker " + self;
      message.replyTo().tell(new BlockRequests.BlocksGone(message.pin(), what));
    } else {
      blocks.pin(message, peers);
    }
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onUnpin(BlockRequests.Unpin message) {
    JobBlocks blocks = jobs.get(message.job());
    if (blocks != null) {
      release(blocks.unpin(message.pin()));
      forgetIfDone(message.job(), blocks);
    }
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onFloorsRaised(
      BlockStoreProtocol.FloorsRaised message) {
    if (message.epoch().compareTo(epoch) < 0) {
      return this;
    }
    epoch = message.epoch();
    JobBlocks blocks = jobs.get(message.job());
    if (blocks != null) {
      release(blocks.raise(message.floors()));
    }
    shuffles.tell(new ShuffleInbox.Forget(message.job(), message.committed()));
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onReportAgain(
      BlockStoreProtocol.ReportAgain message) {
    JobBlocks blocks = jobs.get(message.job());
    if (blocks == null || message.epoch().compareTo(epoch) < 0) {
      return this;
    }
    blocks.reportAgain(message.reported());
    return reportSoon();
  }

  private Behavior<BlockStoreProtocol.Command> onFromLane(BlockRequests.FromLane message) {
    LanePayload payload = message.payload();
    if (payload instanceof LanePayload.BlocksWanted wanted) {
      onBlocksWanted(wanted);
    } else if (payload instanceof LanePayload.BlockCopy copy) {
      JobBlocks blocks = jobs.get(copy.job());
      if (blocks != null) {
        blocks.onCopy(copy);
      }
    } else if (payload instanceof LanePayload.BlockMissing missing) {
      JobBlocks blocks = jobs.get(missing.job());
      if (blocks != null) {
        release(blocks.onMissing(missing));
      }
    }
    return this;
  }

  private void onBlocksWanted(LanePayload.BlocksWanted wanted) {
    JobBlocks blocks = jobs.get(wanted.job());
    if (blocks != null) {
      blocks.serve(wanted);
      return;
    }
    for (var block : wanted.blocks()) {
      LanePayload missing = new LanePayload.BlockMissing(wanted.job(), block);
      lane.tell(new LaneRequests.Send(wanted.replyTo(), missing));
    }
  }

  private Behavior<BlockStoreProtocol.Command> onPeersHere(PeersHere message) {
    peers = message.workers;
    jobs.values().forEach(blocks -> release(blocks.onPeers(peers)));
    return this;
  }

  private Behavior<BlockStoreProtocol.Command> onCloseJob(CloseJob message) {
    JobBlocks blocks = jobs.get(message.job);
    if (blocks != null) {
      release(blocks.close());
      forgetIfDone(message.job, blocks);
    }
    return this;
  }

  private void forgetIfDone(JobId job, JobBlocks blocks) {
    if (blocks.done()) {
      jobs.remove(job);
    }
  }

  private void release(List<Held> held) {
    Freed freed = new Freed();
    freed.addAll(held);
    release(freed);
  }

  /** All memory comes back here, so nobody who waits for some of it waits for ever. */
  private void release(Freed freed) {
    freed.release();
    fullShards.forEach(ShardOwner::storeWaiting);
  }
}
