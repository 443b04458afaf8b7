package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.SettingsException;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Refusal;
import io.millrace.core.time.Clock;
import io.millrace.protocol.CodeProtocol;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.SchedulerProtocol;

/**
 * Owns the driver's epoch: spawns registry, scheduler and jobs and hands each message to the one it
 * concerns. The epoch is drawn from the clock at the start, so that it is larger than any before.
 */
public final class Driver extends AbstractBehavior<DriverProtocol.Command> {
  /**
   * A job goes on in another state. When that is its last its name is free, and its actor lives on
   * until its workers have let go of it.
   *
   * @param failure why it failed, one sentence, empty otherwise
   */
  record JobReached(JobId job, JobState state, String failure)
      implements DriverProtocol.Command, LocalMessage {}

  /** The last status of a job that is over. */
  private record JobConcluded(JobStatus last) implements DriverProtocol.Command, LocalMessage {}

  private record JobStopped(JobId job) implements DriverProtocol.Command, LocalMessage {}

  private final MillraceSettings settings;
  private final Clock clock;
  private final DriverEpoch epoch;
  private final ActorRef<RegistryProtocol.Command> registry;
  private final ActorRef<SchedulerProtocol.Command> scheduler;
  private final ActorRef<CodeProtocol.Command> code;
  private final ActorRef<DriverProtocol.Answer> conclude;
  private final JobRoster roster = new JobRoster();

  /**
   * @param clock the clock that all stamps of the cluster refer to
   * @param jars those that submitted jobs name
   */
  public static Behavior<DriverProtocol.Command> create(
      MillraceSettings settings, Clock clock, JarFolder jars) {
    return Behaviors.setup(context -> new Driver(context, settings, clock, jars));
  }

  private Driver(
      ActorContext<DriverProtocol.Command> context,
      MillraceSettings settings,
      Clock clock,
      JarFolder jars) {
    super(context);
    this.settings = settings;
    this.clock = clock;
    this.epoch = new DriverEpoch(clock.micros());
    // What holds the truth is not restarted around half-written state: it stops, and the driver
    // too.
    this.registry =
        context.spawn(
            Behaviors.supervise(WorkerRegistry.create(epoch, settings.driver(), clock))
                .onFailure(SupervisorStrategy.stop()),
            "registry");
    this.scheduler =
        context.spawn(
            Behaviors.supervise(Scheduler.create(epoch, settings.lane()))
                .onFailure(SupervisorStrategy.stop()),
            "scheduler");
    context.watch(registry);
    context.watch(scheduler);
    this.code = CodeServer.spawn(context, jars);
    this.conclude =
        context.messageAdapter(
            DriverProtocol.Answer.class,
            answer -> new JobConcluded(((DriverProtocol.JobStatusReply) answer).status()));
  }

  @Override
  public Receive<DriverProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(DriverProtocol.RegisterWorker.class, this::onRegisterWorker)
        .onMessage(DriverProtocol.SubmitJob.class, this::onSubmitJob)
        .onMessage(DriverProtocol.DrainJob.class, this::onDrainJob)
        .onMessage(DriverProtocol.GetJobStatus.class, this::onGetJobStatus)
        .onMessage(DriverProtocol.ListJobs.class, this::onListJobs)
        .onMessage(DriverProtocol.ListWorkers.class, this::onListWorkers)
        .onMessage(JobReached.class, this::onJobReached)
        .onMessage(JobConcluded.class, this::onJobConcluded)
        .onMessage(JobStopped.class, this::onJobStopped)
        .build();
  }

  private Behavior<DriverProtocol.Command> onRegisterWorker(
      DriverProtocol.RegisterWorker registration) {
    registry.tell(new WorkerRegistry.Register(registration));
    return this;
  }

  private Behavior<DriverProtocol.Command> onSubmitJob(DriverProtocol.SubmitJob message) {
    String name = message.job().name();
    JobId rival = roster.named(name);
    if (rival != null) {
      String reason =
          "a job named %s runs already (%s); give another name with --name, or cancel that one"
              .formatted(name, rival);
      message.replyTo().tell(new DriverProtocol.JobRefused(Refusal.NAME_TAKEN, reason));
      return this;
    }
    try {
      begin(message, settings.forJob(message.job().settings()));
    } catch (SettingsException e) {
      String reason = String.valueOf(e.getMessage());
      message.replyTo().tell(new DriverProtocol.JobRefused(Refusal.NOT_STARTED, reason));
    }
    return this;
  }

  private void begin(DriverProtocol.SubmitJob message, MillraceSettings ofJob) {
    JobId id = roster.nextId();
    JobWiring wiring =
        new JobWiring(epoch, ofJob, clock, getContext().getSelf(), registry, scheduler, code);
    ActorRef<JobProtocol.Command> job =
        getContext()
            .spawn(
                Behaviors.supervise(Job.create(wiring, id, message))
                    .onFailure(SupervisorStrategy.stop()),
                "job-" + id.value());
    getContext().watchWith(job, new JobStopped(id));
    roster.begun(id, message.job().name(), job, clock.micros() / 1000);
  }

  private Behavior<DriverProtocol.Command> onDrainJob(DriverProtocol.DrainJob message) {
    ActorRef<JobProtocol.Command> job = roster.living(message.job());
    if (job != null) {
      job.tell(new Job.Drain(message.mode()));
    }
    return this;
  }

  private Behavior<DriverProtocol.Command> onGetJobStatus(DriverProtocol.GetJobStatus message) {
    ActorRef<JobProtocol.Command> job = roster.living(message.job());
    if (job != null) {
      describe(job, message.replyTo());
    } else {
      roster.tellEnd(message.job(), message.replyTo());
    }
    return this;
  }

  private void describe(
      ActorRef<JobProtocol.Command> job, ActorRef<DriverProtocol.Answer> replyTo) {
    registry.tell(new WorkerRegistry.Describe(StatusDraft.of(replyTo), job));
  }

  private Behavior<DriverProtocol.Command> onListJobs(DriverProtocol.ListJobs message) {
    message.replyTo().tell(new DriverProtocol.JobList(roster.summaries()));
    return this;
  }

  private Behavior<DriverProtocol.Command> onListWorkers(DriverProtocol.ListWorkers message) {
    registry.tell(new WorkerRegistry.Enumerate(message.replyTo()));
    return this;
  }

  /** Its last status comes by the way of all, so that whoever asked before was answered before. */
  private Behavior<DriverProtocol.Command> onJobReached(JobReached message) {
    ActorRef<JobProtocol.Command> job =
        roster.reached(message.job(), message.state(), message.failure());
    if (job != null && message.state().isOver()) {
      describe(job, conclude);
    }
    return this;
  }

  private Behavior<DriverProtocol.Command> onJobConcluded(JobConcluded message) {
    ActorRef<JobProtocol.Command> job = roster.concluded(message.last());
    if (job != null) {
      job.tell(Job.Remembered.INSTANCE);
    }
    return this;
  }

  private Behavior<DriverProtocol.Command> onJobStopped(JobStopped message) {
    roster.stopped(message.job());
    return this;
  }
}
