package io.millrace.protocol;

import akka.actor.typed.ActorRef;

/** The actors of a worker that others talk to; told once, when it registers. */
public record WorkerRefs(
    ActorRef<WorkerProtocol.Command> worker,
    ActorRef<ExecutorProtocol.Command> executor,
    ActorRef<BlockStoreProtocol.Command> blockStore,
    ActorRef<LaneProtocol.Command> lane) {}
