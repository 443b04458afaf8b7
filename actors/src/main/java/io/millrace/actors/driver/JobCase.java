package io.millrace.actors.driver;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSubmission;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;

/** What the phases of one job share; confined to the {@link Job} actor. */
record JobCase(
    ActorContext<JobProtocol.Command> context,
    TimerScheduler<JobProtocol.Command> timers,
    JobWiring wiring,
    JobId id,
    JobSubmission job,
    JobParts parts,
    Workforce workers,
    JobStreams streams) {

  /** The beginning of each phase's behaviour. */
  BehaviorBuilder<JobProtocol.Command> phase() {
    return Behaviors.receive(JobProtocol.Command.class)
        .onSignal(PostStop.class, signal -> onPostStop());
  }

  /** Tells the driver that the job goes on in another state. */
  void reached(JobState state, String failure) {
    wiring.driver().tell(new Driver.JobReached(id, state, failure));
  }

  /** Adds what the job knows to a status on its way. */
  Behavior<JobProtocol.Command> describe(
      StatusDraft.Asked message, JobState state, String failure) {
    StatusDraft.JobPart part =
        new StatusDraft.JobPart(
            id, job.name(), state, failure, job.graph().stages().size(), streams.all());
    parts.conductor().tell(new StatusDraft.Asked(message.draft().withJob(part)));
    return Behaviors.same();
  }

  /** A worker has loaded the job. */
  void takePrepared(JobProtocol.JobPrepared message) {
    if (workers.prepared(message.worker())) {
      parts.ledger().tell(new LatencyLedger.Prepared(message.worker(), message.cache()));
    }
  }

  /** Tells who can run its tasks. */
  void tellPresent() {
    wiring.scheduler().tell(new Scheduler.Present(id, workers.ready()));
    parts.conductor().tell(new BatchConductor.Present(workers.ready()));
  }

  Behavior<JobProtocol.Command> supply(JobProtocol.FetchTaskBinary message) {
    workers.supply(message.worker(), message.id());
    return Behaviors.same();
  }

  /** Why it fails when one of its parts has. */
  static String why(JobParts.Failed part) {
    return "its " + part.name() + " failed; the driver's log says why";
  }

  /** Adds what the job knows to a status that its parts can't complete, and answers. */
  Behavior<JobProtocol.Command> describeAlone(
      StatusDraft.Asked message, JobState state, String failure) {
    JobStatus status = JobStatus.withoutFigures(id, job.name(), state, failure);
    message.draft().replyTo().tell(new DriverProtocol.JobStatusReply(status));
    return Behaviors.same();
  }

  /** Why it fails when a worker can't load it. */
  static String why(JobProtocol.PreparationFailed answer) {
    return answer.worker() + " can't load the job: " + answer.failure().message();
  }

  /** Ends it with a sentence. */
  Behavior<JobProtocol.Command> fail(String sentence) {
    context.getLog().error("{} {} failed: {}", id, job.name(), sentence);
    return ClosingJob.begin(this, JobState.FAILED, sentence);
  }

  /** Ends it because one of its parts has failed. */
  Behavior<JobProtocol.Command> fail(JobParts.Failed part) {
    context.getLog().error("{} {} failed: {}", id, job.name(), why(part));
    return ClosingJob.beginAlone(this, why(part));
  }

  /** Ends it as it was meant to. */
  Behavior<JobProtocol.Command> end() {
    return ClosingJob.begin(this, JobState.ENDED, "");
  }

  /** Also when the actor has failed. */
  private Behavior<JobProtocol.Command> onPostStop() {
    CodeRef code = job.code();
    if (code != null) {
      wiring.code().tell(new CodeServer.Release(code.sha256()));
    }
    wiring.registry().tell(new WorkerRegistry.Unsubscribe(context.getSelf()));
    wiring.scheduler().tell(new Scheduler.CloseJob(id));
    workers.close();
    return Behaviors.same();
  }
}
