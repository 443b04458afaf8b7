package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.StreamStatus;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.List;

/**
 * A job's status on its way through those who know a part of it: registry, job, conductor, ledger.
 * The last one answers, so nobody waits for anybody.
 */
record StatusDraft(
    ActorRef<DriverProtocol.Answer> replyTo,
    List<WorkerEntry> workers,
    JobPart job,
    FlowPart flow) {

  /** What the job knows. */
  record JobPart(
      JobId id,
      String name,
      JobState state,
      String failure,
      int stages,
      List<StreamStatus> streams) {
    static final JobPart NONE = new JobPart(new JobId(0), "", JobState.PREPARING, "", 0, List.of());
  }

  /** What the conductor knows. */
  record FlowPart(
      long batch,
      double batchMicros,
      long backlogBytes,
      List<SinkStatus> sinks,
      List<LostRange> lost) {
    static final FlowPart NONE = new FlowPart(-1, 0, 0, List.of(), List.of());
  }

  /** A draft arrives at the next one who knows something. */
  record Asked(StatusDraft draft)
      implements JobProtocol.Command, ConductorProtocol.Command, LocalMessage {}

  static StatusDraft of(ActorRef<DriverProtocol.Answer> replyTo) {
    return new StatusDraft(replyTo, List.of(), JobPart.NONE, FlowPart.NONE);
  }

  StatusDraft withWorkers(List<WorkerEntry> known) {
    return new StatusDraft(replyTo, known, job, flow);
  }

  StatusDraft withJob(JobPart part) {
    return new StatusDraft(replyTo, workers, part, flow);
  }

  StatusDraft withFlow(FlowPart part) {
    return new StatusDraft(replyTo, workers, job, part);
  }
}
