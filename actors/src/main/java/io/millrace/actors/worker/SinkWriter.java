package io.millrace.actors.worker;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.actors.shared.StagePause;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LocalMessage;
import java.util.List;

/** Owns the sink partitions of one job that this worker writes; runs on the blocking dispatcher. */
final class SinkWriter {
  private SinkWriter() {}

  /**
   * The writer of a job.
   *
   * @param sink the serialized {@code Sink}
   */
  public static Behavior<Command> create(
      WorkerId self,
      JobId job,
      String jobName,
      byte[] sink,
      DriverEpoch epoch,
      List<ConnectorProvider> connectors,
      JobRefs refs,
      Clock clock,
      StagePause pause) {
    return Behaviors.empty();
  }

  /** Everything a sink writer takes. */
  sealed interface Command extends LocalMessage {}

  /** Output of a task came in by the lane. */
  record Output(LanePayload.SinkOutput output) implements Command {}

  /** Closes all partitions and stops. */
  enum Close implements Command {
    INSTANCE
  }
}
