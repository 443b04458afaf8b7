package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.core.model.JobState;
import io.millrace.core.model.Refusal;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.LocalMessage;
import java.time.Duration;

/** A job that waits for workers, and for them to load it. Whoever submitted it is answered here. */
final class PreparingJob {
  private enum Overdue implements JobProtocol.Command, LocalMessage {
    INSTANCE
  }

  private final JobCase job;
  private final StartCondition start;
  private final ActorRef<DriverProtocol.Answer> submitter;

  private PreparingJob(JobCase job, ActorRef<DriverProtocol.Answer> submitter) {
    this.job = job;
    this.start = new StartCondition(job.wiring().settings().driver(), job.workers());
    this.submitter = submitter;
  }

  static Behavior<JobProtocol.Command> begin(JobCase job, DriverProtocol.SubmitJob order) {
    Duration patience = Duration.ofMillis(order.startWithinMillis());
    job.timers().startSingleTimer(Overdue.INSTANCE, patience);
    return new PreparingJob(job, order.replyTo()).preparing();
  }

  private Behavior<JobProtocol.Command> preparing() {
    return job.phase()
        .onMessage(WorkerRegistry.Members.class, this::onMembers)
        .onMessage(JobProtocol.JobPrepared.class, this::onPrepared)
        .onMessage(JobProtocol.PreparationFailed.class, this::onPreparationFailed)
        .onMessage(JobProtocol.FetchTaskBinary.class, job::supply)
        .onMessage(StatusDraft.Asked.class, this::onStatusAsked)
        .onMessage(Job.Drain.class, this::onDrain)
        .onMessage(Job.Remind.class, this::onRemind)
        .onMessage(Overdue.class, this::onOverdue)
        .onMessage(JobParts.Failed.class, this::onPartFailed)
        .build();
  }

  private Behavior<JobProtocol.Command> onMembers(WorkerRegistry.Members message) {
    job.workers().become(message.workers());
    return startIfReady();
  }

  private Behavior<JobProtocol.Command> onPrepared(JobProtocol.JobPrepared message) {
    job.takePrepared(message);
    return startIfReady();
  }

  private Behavior<JobProtocol.Command> startIfReady() {
    if (!start.isMet()) {
      return Behaviors.same();
    }
    job.timers().cancel(Overdue.INSTANCE);
    Behavior<JobProtocol.Command> running = RunningJob.begin(job);
    submitter.tell(new DriverProtocol.JobAccepted(job.id()));
    return running;
  }

  private Behavior<JobProtocol.Command> onPreparationFailed(JobProtocol.PreparationFailed message) {
    return job.workers().isMember(message.worker())
        ? refuse(JobCase.why(message))
        : Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onStatusAsked(StatusDraft.Asked message) {
    return job.describe(message, JobState.PREPARING, "");
  }

  private Behavior<JobProtocol.Command> onDrain(Job.Drain message) {
    Behavior<JobProtocol.Command> closing = job.end();
    answer(new DriverProtocol.JobRefused(Refusal.NOT_STARTED, "it was cancelled before it ran"));
    return closing;
  }

  private Behavior<JobProtocol.Command> onRemind(Job.Remind tick) {
    job.workers().prepareAgain();
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onOverdue(Overdue tick) {
    return refuse(start.refusal());
  }

  private Behavior<JobProtocol.Command> refuse(String sentence) {
    return refuse(new DriverProtocol.JobRefused(Refusal.NOT_STARTED, sentence));
  }

  private Behavior<JobProtocol.Command> refuse(DriverProtocol.JobRefused refusal) {
    Behavior<JobProtocol.Command> closing = job.fail(refusal.reason());
    answer(refusal);
    return closing;
  }

  private Behavior<JobProtocol.Command> onPartFailed(JobParts.Failed part) {
    Behavior<JobProtocol.Command> closing = job.fail(part);
    answer(new DriverProtocol.JobRefused(Refusal.NOT_STARTED, JobCase.why(part)));
    return closing;
  }

  /** Last of all: whoever asks the driver next is to hear of it. */
  private void answer(DriverProtocol.JobRefused refusal) {
    job.timers().cancel(Overdue.INSTANCE);
    submitter.tell(refusal);
  }
}
