package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.List;

/** Owns the map output that this worker has received, and knows who waits for it. */
final class ShuffleInbox {
  private ShuffleInbox() {}

  /** The inbox of a worker. */
  public static Behavior<Command> create(WorkerId self, ActorRef<LaneProtocol.Command> lane) {
    return Behaviors.empty();
  }

  /** Everything the inbox takes. */
  sealed interface Command extends LocalMessage {}

  /**
   * Asks for the input of a task; answered with {@link Ready} once all of it is here.
   *
   * @param token names the attempt; chosen by the asker, unique while it waits
   * @param mapRun the stage that wrote it
   */
  record Await(long token, StageRun mapRun, TaskInput.Shuffled input, ActorRef<Ready> replyTo)
      implements Command {}

  /** The attempt waits no longer. */
  record GiveUp(long token) implements Command {}

  /** Batches up to this one are committed; nobody needs their data. */
  record Forget(JobId job, BatchId through) implements Command {}

  /** The job has ended. */
  record Close(JobId job) implements Command {}

  /** A payload for the inbox came in by the lane: ShuffleChunk, ShuffleWanted. */
  record FromLane(LanePayload payload) implements Command {}

  /**
   * Answer to {@link Await}.
   *
   * @param outputs the chunks of each map output, in the order asked for
   * @param bytes their size
   */
  record Ready(long token, List<List<byte[]>> outputs, long bytes) implements LocalMessage {}
}
