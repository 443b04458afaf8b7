package io.millrace.actors.worker;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.config.SchedulingSettings;
import io.millrace.core.group.HolderEffects;
import io.millrace.core.group.LeaseHolder;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Dispatch;
import io.millrace.core.time.Clock;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.SchedulerProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.time.Duration;
import java.util.Map;

/**
 * Cuts and runs one job's batches on this worker while it holds a lease: {@link LeaseHolder}
 * decides, this actor sends. It stands where the parts of the job see the driver's conductor and
 * scheduler, and passes on what the lease does not cover.
 */
final class LeaseRunner extends AbstractBehavior<ConductorProtocol.Command>
    implements HolderEffects {
  private static final Duration REMIND_INTERVAL = Duration.ofMillis(200);

  private final JobId job;
  private final Crew crew;
  private final JobRefs driver;
  private final SchedulingSettings settings;
  private final Clock clock;
  private final TimerScheduler<ConductorProtocol.Command> timers;
  private final LeaseHolder holder;
  private DriverEpoch epoch;

  /** What the driver says of the lease. */
  record Order(WorkerProtocol.LeaseOrder order)
      implements ConductorProtocol.Command, LocalMessage {}

  /** A peer has ended a stage of a batch. */
  record PeerEnded(LanePayload.ShuffleEnd end) implements ConductorProtocol.Command, LocalMessage {}

  /** Tasks of a dispatch have ended. */
  record Ran(SchedulerProtocol.StageReport report)
      implements ConductorProtocol.Command, LocalMessage {}

  private enum Tick implements ConductorProtocol.Command, LocalMessage {
    INSTANCE
  }

  private enum Flush implements ConductorProtocol.Command, LocalMessage {
    INSTANCE
  }

  private enum Remind implements ConductorProtocol.Command, LocalMessage {
    INSTANCE
  }

  /** The runner of a job on this worker. */
  static Behavior<ConductorProtocol.Command> create(
      WorkerProtocol.PrepareJob order, Crew crew, SchedulingSettings settings, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new LeaseRunner(context, timers, order, crew, settings, clock)));
  }

  private LeaseRunner(
      ActorContext<ConductorProtocol.Command> context,
      TimerScheduler<ConductorProtocol.Command> timers,
      WorkerProtocol.PrepareJob order,
      Crew crew,
      SchedulingSettings settings,
      Clock clock) {
    super(context);
    this.timers = timers;
    this.job = order.job();
    this.crew = crew;
    this.epoch = order.epoch();
    this.driver = order.refs();
    this.settings = settings;
    this.clock = clock;
    this.holder = new LeaseHolder(job, crew.id(), this);
    timers.startTimerWithFixedDelay(Remind.INSTANCE, REMIND_INTERVAL);
  }

  @Override
  public Receive<ConductorProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(ConductorProtocol.BlocksReported.class, this::onBlocksReported)
        .onMessage(Ran.class, this::onRan)
        .onMessage(PeerEnded.class, this::onPeerEnded)
        .onMessage(ConductorProtocol.PartitionCommitted.class, this::onPartitionCommitted)
        .onMessage(Tick.class, this::onTick)
        .onMessage(Flush.class, this::onFlush)
        .onMessage(Order.class, this::onOrder)
        .onMessage(Remind.class, this::onRemind)
        .onMessage(ConductorProtocol.SinkFailed.class, this::onSinkFailed)
        .build();
  }

  private Behavior<ConductorProtocol.Command> onBlocksReported(
      ConductorProtocol.BlocksReported report) {
    if (!holder.stored(report.blocks(), report.marks(), clock.nanos())) {
      driver.conductor().tell(report);
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onRan(Ran message) {
    SchedulerProtocol.StageReport report = message.report;
    if (!holder.ran(report.run(), report.outcomes(), report.cache())) {
      driver.scheduler().tell(report);
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onPartitionCommitted(
      ConductorProtocol.PartitionCommitted message) {
    SinkCommit commit =
        new SinkCommit(
            message.batch(), message.partition(), message.committedNanos(), message.metrics());
    if (!holder.committed(commit)) {
      driver.conductor().tell(message);
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onSinkFailed(ConductorProtocol.SinkFailed message) {
    driver.conductor().tell(message);
    return this;
  }

  private Behavior<ConductorProtocol.Command> onPeerEnded(PeerEnded message) {
    holder.ended(message.end);
    return this;
  }

  private Behavior<ConductorProtocol.Command> onOrder(Order message) {
    epoch = message.order.epoch();
    if (message.order instanceof WorkerProtocol.GrantLease grant) {
      Duration interval = Duration.ofNanos(grant.lease().grid().batchNanos());
      if (!timers.isTimerActive(Tick.INSTANCE)) {
        timers.startTimerWithFixedDelay(Tick.INSTANCE, interval);
      }
      holder.granted(grant.lease(), grant.through(), grant.ended(), clock.nanos());
    } else if (message.order instanceof WorkerProtocol.RevokeLease revoke) {
      holder.revoked(revoke.planVersion());
    } else if (message.order instanceof WorkerProtocol.LeaseHeard heard) {
      holder.heard(heard.planVersion(), heard.sequence());
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onTick(Tick tick) {
    holder.tick(clock.nanos());
    return this;
  }

  private Behavior<ConductorProtocol.Command> onFlush(Flush tick) {
    holder.flush();
    return this;
  }

  private Behavior<ConductorProtocol.Command> onRemind(Remind tick) {
    holder.remind();
    return this;
  }

  @Override
  public void run(Dispatch dispatch) {
    crew.executor()
        .tell(
            new ExecutorProtocol.RunTasks(
                epoch, dispatch.run(), dispatch.binary(), dispatch.shuffles(), dispatch.tasks()));
  }

  @Override
  public void send(WorkerId to, LanePayload.ShuffleEnd end) {
    crew.lane().tell(new LaneRequests.Send(to, end));
  }

  @Override
  public void reportAgain(Map<StreamId, Long> positions) {
    crew.blockStore().tell(new BlockStoreProtocol.ReportAgain(epoch, job, positions));
  }

  @Override
  public void report(LeaseReport report) {
    driver.conductor().tell(new ConductorProtocol.LeaseReported(crew.id(), job, report));
  }

  @Override
  public void reportSoon() {
    timers.startSingleTimer(Flush.INSTANCE, settings.reportInterval());
  }
}
