package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.config.LaneSettings;
import io.millrace.config.SchedulingSettings;
import io.millrace.core.batch.Batch;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.Dispatch;
import io.millrace.core.schedule.FailedTask;
import io.millrace.core.schedule.JobSchedule;
import io.millrace.core.schedule.LocalityFirst;
import io.millrace.core.schedule.RetryPolicy;
import io.millrace.core.schedule.ScheduleEffects;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.SchedulerProtocol;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Owns the batches being run: one {@link JobSchedule} a job decides, this actor sends. */
final class Scheduler extends AbstractBehavior<SchedulerProtocol.Command> {
  /** A job is about to run batches. */
  record OpenJob(
      JobId job,
      JobGraph graph,
      SchedulingSettings settings,
      Assignment assignment,
      ActorRef<ConductorProtocol.Command> conductor,
      ActorRef<LatencyLedger.Command> ledger)
      implements SchedulerProtocol.Command, LocalMessage {}

  /** The workers that can run tasks of the job. */
  record Present(JobId job, List<WorkerEntry> workers)
      implements SchedulerProtocol.Command, LocalMessage {}

  /**
   * Ownership changed; what is in flight comes again as {@link RunBatch}. Answered with what each
   * batch had measured, and then {@link BatchConductor.Reassigned}.
   */
  record Reassign(JobId job, Assignment assignment, WorkerId lost)
      implements SchedulerProtocol.Command, LocalMessage {}

  record RunBatch(JobId job, Batch batch, long planVersion, Set<Integer> visible)
      implements SchedulerProtocol.Command, LocalMessage {}

  record CloseJob(JobId job) implements SchedulerProtocol.Command, LocalMessage {}

  private enum SendAgain implements SchedulerProtocol.Command, LocalMessage {
    INSTANCE
  }

  private final DriverEpoch epoch;
  private final Map<JobId, OpenedJob> jobs = new HashMap<>();

  static Behavior<SchedulerProtocol.Command> create(DriverEpoch epoch, LaneSettings settings) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Scheduler(context, timers, epoch, settings)));
  }

  private Scheduler(
      ActorContext<SchedulerProtocol.Command> context,
      TimerScheduler<SchedulerProtocol.Command> timers,
      DriverEpoch epoch,
      LaneSettings settings) {
    super(context);
    this.epoch = epoch;
    // Delivery between nodes is at most once: what has not been answered is sent again.
    timers.startTimerWithFixedDelay(SendAgain.INSTANCE, settings.resendAfter().multipliedBy(2));
  }

  @Override
  public Receive<SchedulerProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(SchedulerProtocol.StageReport.class, this::onStageReport)
        .onMessage(RunBatch.class, this::onRunBatch)
        .onMessage(OpenJob.class, this::onOpenJob)
        .onMessage(Present.class, this::onPresent)
        .onMessage(Reassign.class, this::onReassign)
        .onMessage(CloseJob.class, this::onCloseJob)
        .onMessage(SendAgain.class, this::onSendAgain)
        .build();
  }

  private Behavior<SchedulerProtocol.Command> onOpenJob(OpenJob message) {
    jobs.put(message.job(), new OpenedJob(message));
    return this;
  }

  private Behavior<SchedulerProtocol.Command> onPresent(Present message) {
    OpenedJob job = jobs.get(message.job());
    if (job != null) {
      job.present(message.workers());
    }
    return this;
  }

  private Behavior<SchedulerProtocol.Command> onReassign(Reassign message) {
    OpenedJob job = jobs.get(message.job());
    if (job != null) {
      job.schedule.reassign(message.assignment());
      job.conductor.tell(new BatchConductor.Reassigned(message.lost()));
    }
    return this;
  }

  private Behavior<SchedulerProtocol.Command> onRunBatch(RunBatch message) {
    OpenedJob job = jobs.get(message.job());
    if (job != null) {
      job.schedule.run(message.batch(), message.planVersion(), message.visible());
    }
    return this;
  }

  private Behavior<SchedulerProtocol.Command> onStageReport(SchedulerProtocol.StageReport message) {
    OpenedJob job = jobs.get(message.run().job());
    if (job != null) {
      job.ledger.tell(new LatencyLedger.CacheUsed(message.cache()));
      job.schedule.report(message.worker(), message.run(), message.outcomes());
    }
    return this;
  }

  private Behavior<SchedulerProtocol.Command> onCloseJob(CloseJob message) {
    jobs.remove(message.job());
    return this;
  }

  private Behavior<SchedulerProtocol.Command> onSendAgain(SendAgain tick) {
    jobs.values().forEach(job -> job.schedule.sendAgain());
    return this;
  }

  /** Carries out what the schedule of one job wants. */
  private final class OpenedJob implements ScheduleEffects {
    private final ActorRef<ConductorProtocol.Command> conductor;
    private final ActorRef<LatencyLedger.Command> ledger;
    private final JobSchedule schedule;
    private final Map<WorkerId, ActorRef<ExecutorProtocol.Command>> executors = new HashMap<>();

    private OpenedJob(OpenJob message) {
      this.conductor = message.conductor();
      this.ledger = message.ledger();
      this.schedule =
          new JobSchedule(
              message.job(),
              message.graph(),
              new LocalityFirst(),
              new RetryPolicy(message.settings().maxAttempts()),
              message.settings().taskBytes(),
              message.assignment(),
              this);
    }

    private void present(List<WorkerEntry> workers) {
      executors.clear();
      workers.forEach(worker -> executors.put(worker.id(), worker.refs().executor()));
      schedule.present(workers.stream().map(WorkerEntry::id).toList());
    }

    @Override
    public void dispatch(Dispatch dispatch) {
      ActorRef<ExecutorProtocol.Command> executor = executors.get(dispatch.to());
      if (executor != null) { // a worker that has just gone: the batch is about to be planned again
        executor.tell(
            new ExecutorProtocol.RunTasks(
                epoch, dispatch.run(), dispatch.binary(), dispatch.shuffles(), dispatch.tasks()));
      }
    }

    @Override
    public void planned(BatchId batch, long planVersion, Collection<Integer> partitions) {
      conductor.tell(new BatchConductor.Planned(batch, planVersion, List.copyOf(partitions)));
    }

    @Override
    public void processed(BatchResult result) {
      conductor.tell(new BatchConductor.Processed(result));
    }

    @Override
    public void replaced(BatchResult partial) {
      conductor.tell(new BatchConductor.Replaced(partial));
    }

    @Override
    public void failed(BatchId batch, long planVersion, FailedTask task) {
      conductor.tell(new BatchConductor.Failed(batch, planVersion, task));
    }
  }
}
