package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.actors.shared.StagePause;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Owns the slots of a worker and the cache of task binaries. */
final class Executor {
  private Executor() {}

  /** The executor of a worker; its slots end with it. */
  public static Behavior<ExecutorProtocol.Command> create(
      WorkerId self,
      MillraceSettings settings,
      Clock clock,
      ActorRef<BlockStoreProtocol.Command> blockStore,
      ActorRef<ShuffleInbox.Command> shuffles,
      ActorRef<LaneProtocol.Command> lane,
      StagePause pause) {
    return Behaviors.empty();
  }

  /** Loads all binaries of a job; answered with {@link Prepared}. */
  record Prepare(
      JobId job,
      String name,
      List<TaskBinary> binaries,
      JobRefs refs,
      ActorRef<SinkWriter.Command> sinkWriter,
      ActorRef<Prepared> replyTo)
      implements ExecutorProtocol.Command, LocalMessage {}

  /**
   * @param cache what loading cost
   * @param failure why the job can't run here, or null
   */
  record Prepared(JobId job, CacheUse cache, @Nullable TaskFailure failure)
      implements LocalMessage {}

  /** Forgets the job. */
  record Close(JobId job) implements ExecutorProtocol.Command, LocalMessage {}
}
