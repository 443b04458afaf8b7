package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.time.Clock;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.SchedulerProtocol;
import java.util.HashMap;
import java.util.Map;

/**
 * Owns the driver's epoch: spawns registry, scheduler and jobs and hands each message to the one it
 * concerns. The epoch is drawn from the clock at the start, so that it is larger than any before.
 */
public final class Driver extends AbstractBehavior<DriverProtocol.Command> {
  private final MillraceSettings settings;
  private final Clock clock;
  private final DriverEpoch epoch;
  private final ActorRef<RegistryProtocol.Command> registry;
  private final ActorRef<SchedulerProtocol.Command> scheduler;
  private final Map<JobId, ActorRef<JobProtocol.Command>> jobs = new HashMap<>();

  /**
   * @param clock the clock that all stamps of the cluster refer to
   */
  public static Behavior<DriverProtocol.Command> create(MillraceSettings settings, Clock clock) {
    return Behaviors.setup(context -> new Driver(context, settings, clock));
  }

  private Driver(
      ActorContext<DriverProtocol.Command> context, MillraceSettings settings, Clock clock) {
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
            Behaviors.supervise(Scheduler.create(epoch, settings))
                .onFailure(SupervisorStrategy.stop()),
            "scheduler");
    context.watch(registry);
    context.watch(scheduler);
  }

  @Override
  public Receive<DriverProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(DriverProtocol.RegisterWorker.class, this::onRegisterWorker)
        .onMessage(DriverProtocol.SubmitJob.class, this::onSubmitJob)
        .onMessage(DriverProtocol.DrainJob.class, this::onDrainJob)
        .onMessage(DriverProtocol.GetJobStatus.class, this::onGetJobStatus)
        .onMessage(DriverProtocol.ListWorkers.class, this::onListWorkers)
        .build();
  }

  private Behavior<DriverProtocol.Command> onRegisterWorker(
      DriverProtocol.RegisterWorker registration) {
    registry.tell(new WorkerRegistry.Register(registration));
    return this;
  }

  private Behavior<DriverProtocol.Command> onSubmitJob(DriverProtocol.SubmitJob message) {
    JobId id = new JobId(jobs.size() + 1L);
    ActorRef<JobProtocol.Command> job =
        getContext()
            .spawn(
                Behaviors.supervise(
                        Job.create(epoch, id, message.job(), settings, clock, registry, scheduler))
                    .onFailure(SupervisorStrategy.stop()),
                "job-" + id.value());
    jobs.put(id, job);
    message.replyTo().tell(new DriverProtocol.JobAccepted(id));
    return this;
  }

  private Behavior<DriverProtocol.Command> onDrainJob(DriverProtocol.DrainJob message) {
    ActorRef<JobProtocol.Command> job = jobs.get(message.job());
    if (job != null) {
      job.tell(new Job.Drain(message.mode()));
    }
    return this;
  }

  private Behavior<DriverProtocol.Command> onGetJobStatus(DriverProtocol.GetJobStatus message) {
    ActorRef<JobProtocol.Command> job = jobs.get(message.job());
    if (job != null) {
      registry.tell(new WorkerRegistry.Describe(StatusDraft.of(message.replyTo()), job));
    }
    return this;
  }

  private Behavior<DriverProtocol.Command> onListWorkers(DriverProtocol.ListWorkers message) {
    registry.tell(new WorkerRegistry.Enumerate(message.replyTo()));
    return this;
  }
}
