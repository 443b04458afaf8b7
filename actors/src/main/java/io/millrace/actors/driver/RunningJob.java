package io.millrace.actors.driver;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobState;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.FailedTask;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.JobProtocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job whose streams are open; also while they end. */
final class RunningJob {
  private final JobCase job;
  private final Workforce workers;
  private final JobStreams streams;
  private @Nullable DrainMode draining;

  private RunningJob(JobCase job) {
    this.job = job;
    this.workers = job.workers();
    this.streams = job.streams();
  }

  /** Starts the job on all its workers, which are ready. */
  static Behavior<JobProtocol.Command> begin(JobCase job) {
    RunningJob running = new RunningJob(job);
    running.start();
    return running.running();
  }

  private Behavior<JobProtocol.Command> running() {
    return job.phase()
        .onMessage(JobProtocol.StreamChanged.class, this::onStreamChanged)
        .onMessage(StatusDraft.Asked.class, this::onStatusAsked)
        .onMessage(WorkerRegistry.Members.class, this::onMembers)
        .onMessage(JobProtocol.JobPrepared.class, this::onPrepared)
        .onMessage(JobProtocol.PreparationFailed.class, this::onPreparationFailed)
        .onMessage(JobProtocol.FetchTaskBinary.class, job::supply)
        .onMessage(Job.StreamMoved.class, this::onStreamMoved)
        .onMessage(Job.SinkFailed.class, message -> job.fail(message.failure().message()))
        .onMessage(Job.BatchFailed.class, this::onBatchFailed)
        .onMessage(Job.Drain.class, this::onDrain)
        .onMessage(Job.Drained.class, message -> job.end())
        .onMessage(Job.Remind.class, this::onRemind)
        .onMessage(JobParts.Failed.class, job::fail)
        .build();
  }

  private void start() {
    List<WorkerId> seats = new ArrayList<>(workers.readyIds());
    Collections.rotate(seats, (int) -((job.id().value() - 1) % seats.size()));
    Assignment assignment = Assignment.first(seats, placeStreams(seats));
    JobParts parts = job.parts();
    job.wiring()
        .scheduler()
        .tell(
            new Scheduler.OpenJob(
                job.id(),
                job.job().graph(),
                job.wiring().settings().scheduling(),
                assignment,
                parts.conductor(),
                parts.ledger()));
    job.tellPresent();
    parts.conductor().tell(new BatchConductor.Begin(assignment));
    assignment.readers().forEach((stream, worker) -> open(stream, worker, 0, 0));
    job.reached(JobState.RUNNING, "");
    job.context().getLog().info("{} {} runs on {}", job.id(), job.job().name(), workers.readyIds());
  }

  /** Streams go round the workers, from another one in each job. */
  private Map<StreamId, WorkerId> placeStreams(List<WorkerId> seats) {
    Map<StreamId, WorkerId> readers = new HashMap<>();
    for (int stream = 0; stream < job.job().graph().labels().size(); stream++) {
      readers.put(new StreamId(stream), seats.get(stream % seats.size()));
    }
    return readers;
  }

  private void open(StreamId stream, WorkerId worker, long position, int connection) {
    streams.opening(stream, worker, position, connection);
    openOn(stream, worker, position, connection);
  }

  private void openOn(StreamId stream, WorkerId worker, long position, int connection) {
    workers.open(stream, worker, position, connection, streams.placeOf(stream, position));
    if (draining != null) {
      workers.endStreams(draining);
    }
  }

  private Behavior<JobProtocol.Command> onStatusAsked(StatusDraft.Asked message) {
    return job.describe(message, draining == null ? JobState.RUNNING : JobState.DRAINING, "");
  }

  private Behavior<JobProtocol.Command> onMembers(WorkerRegistry.Members message) {
    List<WorkerId> gone = workers.become(message.workers());
    if (workers.isEmpty()) {
      return job.fail("no worker is left to run it; start one and submit the job again");
    }
    if (!gone.isEmpty()) {
      job.tellPresent();
      gone.forEach(this::tellLost);
    }
    return Behaviors.same();
  }

  private void tellLost(WorkerId worker) {
    job.parts().conductor().tell(new BatchConductor.WorkerLost(worker, workers.readyIds()));
  }

  private Behavior<JobProtocol.Command> onPrepared(JobProtocol.JobPrepared message) {
    job.takePrepared(message);
    job.tellPresent();
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onPreparationFailed(JobProtocol.PreparationFailed message) {
    if (workers.isReady(message.worker())) {
      return job.fail(JobCase.why(message)); // it has a stream that it can't open
    }
    workers.leaveOut(message.worker());
    job.context()
        .getLog()
        .warn("{} can't load {}: {}", message.worker(), job.id(), message.failure());
    return Behaviors.same(); // the job goes on without the newcomer
  }

  private Behavior<JobProtocol.Command> onStreamMoved(Job.StreamMoved message) {
    open(message.stream(), message.worker(), message.position(), message.connection());
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onStreamChanged(JobProtocol.StreamChanged message) {
    StreamStatus status = message.status();
    if (streams.changed(status, message.place())) {
      job.parts()
          .conductor()
          .tell(
              new BatchConductor.StreamEnded(status.stream(), status.worker(), status.position()));
    }
    if (status.state() == StreamState.FAILED && streams.isReader(status)) {
      return job.fail(status.worker() + ": " + status.detail());
    }
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onRemind(Job.Remind tick) {
    workers.prepareAgain();
    for (StreamStatus stream : streams.unanswered()) {
      openOn(stream.stream(), stream.worker(), stream.position(), stream.connections());
    }
    if (draining != null) {
      workers.endStreams(draining);
    }
    return Behaviors.same();
  }

  /** Who asks a second time to stop now will not wait for what was read to be committed. */
  private Behavior<JobProtocol.Command> onDrain(Job.Drain message) {
    if (draining == DrainMode.NOW) {
      return message.mode() == DrainMode.NOW
          ? job.fail("it was cancelled again before everything it had read was committed")
          : Behaviors.same();
    }
    draining = message.mode();
    job.reached(JobState.DRAINING, "");
    workers.endStreams(draining);
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onBatchFailed(Job.BatchFailed message) {
    FailedTask task = message.task();
    return job.fail(task + " in " + message.batch() + ": " + task.last().message());
  }
}
