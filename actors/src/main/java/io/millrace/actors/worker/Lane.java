package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.config.LaneSettings;
import io.millrace.core.model.JobId;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.Map;

/** Owns what is on the way between this worker and each other one: windows, numbers, receipts. */
final class Lane {
  private Lane() {}

  /** The lane of a worker; told {@link Routes} once and {@link Peers} whenever they change. */
  public static Behavior<LaneProtocol.Command> create(WorkerId self, LaneSettings settings) {
    return Behaviors.empty();
  }

  /** Who is here; whoever was here and is not any more has left for good. */
  record Peers(Map<WorkerId, ActorRef<LaneProtocol.Command>> lanes)
      implements LaneProtocol.Command, LocalMessage {
    Peers {
      lanes = Map.copyOf(lanes);
    }
  }

  /** Who takes what comes in. */
  record Routes(
      ActorRef<BlockStoreProtocol.Command> blockStore, ActorRef<ShuffleInbox.Command> shuffles)
      implements LaneProtocol.Command, LocalMessage {}

  /** Who takes the sink output of a job; forgotten when that actor stops. */
  record SinkRoute(JobId job, ActorRef<SinkWriter.Command> sinkWriter)
      implements LaneProtocol.Command, LocalMessage {}
}
