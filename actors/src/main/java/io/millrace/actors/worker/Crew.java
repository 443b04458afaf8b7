package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Routers;
import io.millrace.actors.shared.BatchTicker;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.shared.SystemClock;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.core.block.CreditAccount;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.protocol.WorkerRefs;
import java.util.List;

/**
 * The children that a worker has under one id, and what their streams share.
 *
 * @param blockMemory for blocks that are stored by the thread which seals them
 * @param ticker sees the streams' deadlines pass
 */
record Crew(
    WorkerId id,
    ActorRef<LaneProtocol.Command> lane,
    ActorRef<ShuffleInbox.Command> shuffles,
    ActorRef<BlockStoreProtocol.Command> blockStore,
    ActorRef<BlockStoreConsumer.Command> consumers,
    ActorRef<ExecutorProtocol.Command> executor,
    ActorRef<CodeCache.Command> code,
    CreditAccount blockMemory,
    BatchTicker ticker) {

  /** Spawns and watches them: if one of them stops by itself the worker begins anew. */
  static Crew spawn(
      ActorContext<WorkerProtocol.Command> context,
      WorkerId id,
      MillraceSettings settings,
      SystemClock clock,
      StagePause pause,
      JarFolder jars,
      JobClasses ofNode) {
    var lane = context.spawn(Lane.create(id, settings.lane()), "lane");
    var shuffles = context.spawn(ShuffleInbox.create(id, lane), "shuffle-inbox");
    var blockStore =
        context.spawn(
            BlockStore.create(id, settings.lane(), settings.ablation(), lane, shuffles),
            "block-store");
    var consumer =
        Behaviors.supervise(
                BlockStoreConsumer.create(
                    settings.blockStore(), settings.ablation(), blockStore, pause))
            .onFailure(SupervisorStrategy.stop());
    var consumers =
        context.spawn(
            Routers.pool(settings.blockStore().consumers(), consumer).withRoundRobinRouting(),
            "block-store-consumers");
    var executor =
        context.spawn(
            Executor.create(id, settings, clock, blockStore, shuffles, lane, pause), "executor");
    var code = CodeCache.spawn(context, jars, ofNode);
    lane.tell(new Lane.Routes(blockStore, shuffles));
    List.of(lane, shuffles, blockStore, consumers, executor, code).forEach(context::watch);
    return new Crew(
        id,
        lane,
        shuffles,
        blockStore,
        consumers,
        executor,
        code,
        new CreditAccount(settings.blockStore().unconsumedBytes()),
        BatchTicker.start(clock, "batch-ticker"));
  }

  /** Whom others talk to. */
  WorkerRefs refs(ActorRef<WorkerProtocol.Command> worker) {
    return new WorkerRefs(worker, executor, blockStore, lane);
  }
}
