package io.millrace.actors.driver;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.core.model.JobState;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.LocalMessage;
import java.time.Duration;

/**
 * A job that is over. It stays until its last status has gone to the driver and its workers have
 * let go of it, or have had time enough.
 */
final class ClosingJob {
  /** A function or a sink of the user's may hang; the job is over all the same. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private enum Overdue implements JobProtocol.Command, LocalMessage {
    INSTANCE
  }

  private final JobCase job;
  private final JobState state;
  private final String failure;
  private boolean partsAnswer = true;
  private boolean remembered;

  private ClosingJob(JobCase job, JobState state, String failure) {
    this.job = job;
    this.state = state;
    this.failure = failure;
  }

  /**
   * @param failure one sentence, empty for a job that did not fail
   */
  static Behavior<JobProtocol.Command> begin(JobCase job, JobState state, String failure) {
    return new ClosingJob(job, state, failure).close();
  }

  /** One of the job's parts has failed: nobody is there who could add figures to its status. */
  static Behavior<JobProtocol.Command> beginAlone(JobCase job, String failure) {
    ClosingJob closing = new ClosingJob(job, JobState.FAILED, failure);
    closing.partsAnswer = false;
    return closing.close();
  }

  private Behavior<JobProtocol.Command> close() {
    job.reached(state, failure);
    job.wiring().scheduler().tell(new Scheduler.CloseJob(job.id()));
    job.parts().conductor().tell(BatchConductor.Close.INSTANCE);
    job.workers().close();
    job.timers().startSingleTimer(Overdue.INSTANCE, PATIENCE);
    return closing();
  }

  private Behavior<JobProtocol.Command> closing() {
    return job.phase()
        .onMessage(StatusDraft.Asked.class, this::onStatusAsked)
        .onMessage(Job.Remembered.class, this::onRemembered)
        .onMessage(JobProtocol.JobClosed.class, this::onJobClosed)
        .onMessage(WorkerRegistry.Members.class, this::onMembers)
        .onMessage(Job.Remind.class, this::onRemind)
        .onMessage(Overdue.class, this::onOverdue)
        .onAnyMessage(message -> Behaviors.same()) // comes too late
        .build();
  }

  private Behavior<JobProtocol.Command> onStatusAsked(StatusDraft.Asked message) {
    return partsAnswer
        ? job.describe(message, state, failure)
        : job.describeAlone(message, state, failure);
  }

  private Behavior<JobProtocol.Command> onRemembered(Job.Remembered message) {
    remembered = true;
    return stopIfClosed();
  }

  private Behavior<JobProtocol.Command> onJobClosed(JobProtocol.JobClosed message) {
    job.workers().closed(message.worker());
    return stopIfClosed();
  }

  private Behavior<JobProtocol.Command> onMembers(WorkerRegistry.Members message) {
    job.workers().retain(message.workers());
    return stopIfClosed();
  }

  private Behavior<JobProtocol.Command> stopIfClosed() {
    return remembered && job.workers().areAllClosed() ? Behaviors.stopped() : Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onRemind(Job.Remind tick) {
    job.workers().close();
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onOverdue(Overdue tick) {
    job.context()
        .getLog()
        .warn("{} is over, but {} still hold on to it", job.id(), job.workers().ids());
    return Behaviors.stopped();
  }
}
