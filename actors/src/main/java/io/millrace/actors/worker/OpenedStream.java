package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.actors.worker.dataplane.BufferPool;
import io.millrace.actors.worker.dataplane.ReadLoop;
import io.millrace.actors.worker.dataplane.StreamIntake;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.JobProtocol;

/**
 * A stream as its worker opened it: everything of it that outlives a restart of its {@link
 * Receiver}.
 *
 * @param reportTo the job that reads it
 */
record OpenedStream(
    WorkerId worker,
    JobId job,
    StreamId id,
    ReadLoop.Input input,
    StreamIntake intake,
    BufferPool buffers,
    ActorRef<JobProtocol.Command> reportTo) {
  /** Tells the job where the stream stands. */
  void report(StreamState state, String detail) {
    StreamIntake.Progress progress = intake.progress();
    StreamStatus status =
        new StreamStatus(
            id,
            input.label(),
            worker,
            state,
            progress.position(),
            progress.connections(),
            progress.truncatedBytes(),
            detail);
    reportTo.tell(new JobProtocol.StreamChanged(job, status, progress.place()));
  }
}
