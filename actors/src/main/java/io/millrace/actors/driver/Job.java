package io.millrace.actors.driver;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.FailedTask;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LocalMessage;
import java.time.Duration;

/**
 * Owns the life of one job. What it knows of its workers' readiness and its streams is in {@link
 * JobCase}; batches are the conductor's.
 *
 * <pre>
 *   {@link PreparingJob}  waits for workers, and for them to load the job; no stream is open
 *       | all are ready                    \
 *       v                                   \ a worker can't load it, too few came, cancelled
 *   {@link RunningJob}    streams are open, also while they end
 *       | everything read is committed, failed, cancelled twice
 *       v
 *   {@link ClosingJob}    over: the workers let go of it, its last status goes to the driver
 * </pre>
 */
final class Job {
  private static final Duration REMIND_INTERVAL = Duration.ofSeconds(1);

  private Job() {}

  /**
   * A job.
   *
   * @param order answered when the job runs, or will not
   */
  static Behavior<JobProtocol.Command> create(
      JobWiring wiring, JobId id, DriverProtocol.SubmitJob order) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> begin(context, timers, wiring, id, order)));
  }

  /** Ends the streams; the job ends when everything they read is committed. */
  record Drain(DrainMode mode) implements JobProtocol.Command, LocalMessage {}

  /** The conductor has given a stream to another worker. */
  record StreamMoved(StreamId stream, WorkerId worker, long position, int connection)
      implements JobProtocol.Command, LocalMessage {}

  /** A task has failed for good. */
  record BatchFailed(BatchId batch, FailedTask task) implements JobProtocol.Command, LocalMessage {}

  /** A partition of a sink can't be written by whoever is to write it. */
  record SinkFailed(TaskFailure failure) implements JobProtocol.Command, LocalMessage {}

  /** Everything read is committed. */
  enum Drained implements JobProtocol.Command, LocalMessage {
    INSTANCE
  }

  /** The driver knows how the job ended; nobody needs to ask its actor any more. */
  enum Remembered implements JobProtocol.Command, LocalMessage {
    INSTANCE
  }

  /** Tell the workers again what they have not answered: messages between nodes may be lost. */
  enum Remind implements JobProtocol.Command, LocalMessage {
    INSTANCE
  }

  private static Behavior<JobProtocol.Command> begin(
      ActorContext<JobProtocol.Command> context,
      TimerScheduler<JobProtocol.Command> timers,
      JobWiring wiring,
      JobId id,
      DriverProtocol.SubmitJob order) {
    context.setLoggerName(Job.class); // also in the phases
    JobSubmission job = order.job();
    BatchGrid grid =
        new BatchGrid(
            wiring.clock().nanos(),
            wiring.settings().batch().interval().toNanos(),
            wiring.settings().block().interval().toNanos());
    JobParts parts = JobParts.spawn(context, wiring, id, job, grid);
    JobRefs refs = new JobRefs(context.getSelf(), parts.conductor(), wiring.scheduler());
    Workforce workers = new Workforce(wiring, id, job, grid, refs);
    JobStreams streams = new JobStreams(job.graph().labels());
    timers.startTimerWithFixedDelay(Remind.INSTANCE, REMIND_INTERVAL);
    CodeRef code = job.code();
    if (code != null) {
      wiring.code().tell(new CodeServer.Hold(code.sha256()));
    }
    wiring.registry().tell(new WorkerRegistry.Subscribe(context.getSelf()));
    return PreparingJob.begin(
        new JobCase(context, timers, wiring, id, job, parts, workers, streams), order);
  }
}
