package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.millrace.actors.shared.StagePause;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.JobId;
import io.millrace.core.time.Clock;
import io.millrace.protocol.WorkerProtocol;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the jobs of a worker are put together with.
 *
 * @param ofNode the classes of jobs that bring none
 * @param onOpened takes the code cache's answers
 * @param onPrepared takes the executor's answers
 * @param partGone what the worker is told when an actor of a job has stopped
 * @param closeOverdue what the worker is told when a job takes long to close
 */
record Workbench(
    ActorContext<WorkerProtocol.Command> context,
    Crew crew,
    MillraceSettings settings,
    JobClasses ofNode,
    Clock clock,
    StagePause pause,
    ActorRef<CodeCache.Opened> onOpened,
    ActorRef<Executor.Prepared> onPrepared,
    ActorRef<Executor.Closed> onClosed,
    BiFunction<JobId, ActorRef<?>, WorkerProtocol.Command> partGone,
    Function<JobId, WorkerProtocol.Command> closeOverdue) {}
