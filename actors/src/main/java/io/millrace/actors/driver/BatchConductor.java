package io.millrace.actors.driver;

import static java.util.Objects.requireNonNull;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.actors.shared.StagePause;
import io.millrace.config.BatchSettings;
import io.millrace.config.MillraceSettings;
import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchEffects;
import io.millrace.core.batch.BatchFlow;
import io.millrace.core.batch.BatchState;
import io.millrace.core.batch.CutPolicy;
import io.millrace.core.batch.StuckStreams;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.FailedTask;
import io.millrace.core.time.Clock;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.SchedulerProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Owns the batches of one job: {@link BatchFlow} decides, this actor stamps and sends. Cuts are
 * fixed when the reports are in; a timer only ends the grace for streams that are late, so its
 * coarseness costs nothing otherwise.
 */
final class BatchConductor extends AbstractBehavior<ConductorProtocol.Command>
    implements BatchEffects {
  /** The job starts: every stream is opened on its reader, from the beginning. */
  record Begin(Assignment assignment) implements ConductorProtocol.Command, LocalMessage {}

  /** A stream reads no more. */
  record StreamEnded(StreamId stream, WorkerId worker, long position)
      implements ConductorProtocol.Command, LocalMessage {}

  /** A stage of a batch is going out that writes into these partitions of sinks. */
  record Planned(BatchId batch, long planVersion, List<Integer> partitions)
      implements ConductorProtocol.Command, LocalMessage {}

  /** All tasks of a batch have succeeded. */
  record Processed(BatchResult result) implements ConductorProtocol.Command, LocalMessage {}

  /** What a batch that is planned again had measured. */
  record Replaced(BatchResult partial) implements ConductorProtocol.Command, LocalMessage {}

  /** The scheduler goes on under the assignment without the worker. */
  record Reassigned(WorkerId lost) implements ConductorProtocol.Command, LocalMessage {}

  /** A task of a batch has failed for good. */
  record Failed(BatchId batch, long planVersion, FailedTask task)
      implements ConductorProtocol.Command, LocalMessage {}

  /** The workers that are here, for floors. */
  record Present(List<WorkerEntry> workers) implements ConductorProtocol.Command, LocalMessage {}

  /** A worker is gone; at least one is left. */
  record WorkerLost(WorkerId worker, List<WorkerId> left)
      implements ConductorProtocol.Command, LocalMessage {}

  /** The job is over: nothing is cut any more, questions are answered. */
  enum Close implements ConductorProtocol.Command, LocalMessage {
    INSTANCE
  }

  /** Tell again what may not have arrived. */
  private enum Remind implements ConductorProtocol.Command, LocalMessage {
    INSTANCE
  }

  private enum Tick implements ConductorProtocol.Command, LocalMessage {
    INSTANCE
  }

  private static final Duration REMIND_INTERVAL = Duration.ofSeconds(1);

  private final JobId job;
  private final BatchGrid grid;
  private final Clock clock;
  private final StagePause pause;
  private final ActorRef<JobProtocol.Command> jobActor;
  private final ActorRef<SchedulerProtocol.Command> scheduler;
  private final ActorRef<LatencyLedger.Command> ledger;
  private final BatchFlow flow;
  private @Nullable Assignment assignment;
  private final StuckStreams stuckStreams = new StuckStreams();
  private boolean over;
  private final BatchStamps stamps;
  private final SinkTotals sinkTotals;
  private final ConductorLeases leases;
  private final List<LostRange> lost = new ArrayList<>();
  private final PresentWorkers workers;

  static Behavior<ConductorProtocol.Command> create(
      JobWiring wiring,
      JobId job,
      JobGraph graph,
      BatchGrid grid,
      ActorRef<JobProtocol.Command> jobActor,
      ActorRef<LatencyLedger.Command> ledger) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  Duration interval = wiring.settings().batch().interval();
                  timers.startTimerWithFixedDelay(Tick.INSTANCE, interval);
                  timers.startTimerWithFixedDelay(Remind.INSTANCE, REMIND_INTERVAL);
                  return new BatchConductor(context, wiring, job, graph, grid, jobActor, ledger);
                }));
  }

  private BatchConductor(
      ActorContext<ConductorProtocol.Command> context,
      JobWiring wiring,
      JobId job,
      JobGraph graph,
      BatchGrid grid,
      ActorRef<JobProtocol.Command> jobActor,
      ActorRef<LatencyLedger.Command> ledger) {
    super(context);
    MillraceSettings settings = wiring.settings();
    this.job = job;
    this.grid = grid;
    this.clock = wiring.clock();
    this.pause = new StagePause(settings.test().delayStage(), settings.test().delay());
    this.jobActor = jobActor;
    this.scheduler = wiring.scheduler();
    this.ledger = ledger;
    BatchSettings batch = settings.batch();
    CutPolicy policy =
        new CutPolicy(grid, batch.grace().toNanos(), batch.maxUncommitted(), batch.maxBytes());
    this.flow = new BatchFlow(policy, grid.endedBy(clock.nanos()).next(), graph::shownIn, this);
    this.stamps = new BatchStamps(graph::shownIn);
    this.sinkTotals = new SinkTotals(graph.sinks());
    this.workers = new PresentWorkers(wiring.epoch(), job);
    this.leases =
        new ConductorLeases(
            new ConductorLeases.Led(wiring, job, graph, grid, jobActor, ledger),
            flow,
            stamps,
            workers,
            this::committed,
            this::giveUp);
  }

  @Override
  public Receive<ConductorProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(ConductorProtocol.BlocksReported.class, this::onBlocksReported)
        .onMessage(ConductorProtocol.LeaseReported.class, this::onLeaseReported)
        .onMessage(ConductorProtocol.PartitionCommitted.class, this::onPartitionCommitted)
        .onMessage(ConductorProtocol.SinkFailed.class, this::onSinkFailed)
        .onMessage(Planned.class, this::onPlanned)
        .onMessage(Processed.class, this::onProcessed)
        .onMessage(Tick.class, this::onTick)
        .onMessage(Begin.class, this::onBegin)
        .onMessage(StreamEnded.class, this::onStreamEnded)
        .onMessage(Failed.class, this::onFailed)
        .onMessage(Replaced.class, this::onReplaced)
        .onMessage(Reassigned.class, this::onReassigned)
        .onMessage(Remind.class, this::onRemind)
        .onMessage(Close.class, this::onClose)
        .onMessage(Present.class, this::onPresent)
        .onMessage(WorkerLost.class, this::onWorkerLost)
        .onMessage(StatusDraft.Asked.class, this::onStatusAsked)
        .build();
  }

  private Behavior<ConductorProtocol.Command> onBlocksReported(
      ConductorProtocol.BlocksReported report) {
    if (!leases.hearsMarksOf(report.worker())) {
      return this;
    }
    long now = clock.nanos();
    for (BlockMeta block : report.blocks()) {
      if (flow.isReader(report.worker(), block.stream())) {
        stamps.stored(block.id(), now);
      }
    }
    if (!report.marks().isEmpty()) {
      pause.at("batch");
    }
    flow.reported(report.worker(), report.blocks(), report.marks(), clock.nanos());
    return this;
  }

  private Behavior<ConductorProtocol.Command> onLeaseReported(
      ConductorProtocol.LeaseReported message) {
    if (!over) {
      leases.reported(message, clock.nanos());
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onPartitionCommitted(
      ConductorProtocol.PartitionCommitted message) {
    committed(
        message.worker(),
        new SinkCommit(
            message.batch(), message.partition(), message.committedNanos(), message.metrics()));
    return this;
  }

  private void committed(WorkerId by, SinkCommit commit) {
    stamps.committed(commit.batch(), commit.partition(), commit.committedNanos());
    sinkTotals.put(by, commit.partition(), commit.metrics());
    flow.committed(commit.batch(), commit.partition());
  }

  /** What was another's matter by the time it failed is no failure of the job. */
  private Behavior<ConductorProtocol.Command> onSinkFailed(ConductorProtocol.SinkFailed message) {
    if (message.planVersion() == flow.planVersion()) {
      jobActor.tell(new Job.SinkFailed(message.failure()));
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onPlanned(Planned message) {
    flow.planned(message.batch(), message.planVersion(), message.partitions());
    return this;
  }

  private Behavior<ConductorProtocol.Command> onProcessed(Processed message) {
    BatchResult result = message.result();
    if (result.planVersion() == flow.planVersion()) {
      stamps.measured(result);
    }
    flow.processed(result.batch(), result.planVersion());
    return this;
  }

  private Behavior<ConductorProtocol.Command> onFailed(Failed message) {
    flow.failed(message.batch(), message.planVersion());
    if (message.planVersion() == flow.planVersion()) {
      jobActor.tell(new Job.BatchFailed(message.batch(), message.task()));
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onReplaced(Replaced message) {
    stamps.measured(message.partial());
    return this;
  }

  private Behavior<ConductorProtocol.Command> onTick(Tick tick) {
    if (!over) {
      flow.tick(clock.nanos());
      leases.tick(clock.nanos());
    }
    return this;
  }

  /**
   * Messages between nodes may be lost. Floors are told again; block stores whose streams have not
   * come on for a while are asked to report again from where the reports are without a hole.
   */
  private Behavior<ConductorProtocol.Command> onRemind(Remind tick) {
    if (over) {
      return this;
    }
    workers.tellFloors(flow.floors(), flow.committedPrefix());
    Map<StreamId, Long> stuck = stuckStreams.look(flow.reportedThrough());
    if (!stuck.isEmpty()) {
      workers.askAgain(stuck);
    }
    return this;
  }

  private Behavior<ConductorProtocol.Command> onClose(Close message) {
    over = true;
    return this;
  }

  private Behavior<ConductorProtocol.Command> onBegin(Begin message) {
    assignment = message.assignment();
    assignment.readers().forEach((stream, reader) -> flow.opened(stream, reader, 0));
    leases.want(assignment);
    return this;
  }

  private Behavior<ConductorProtocol.Command> onStreamEnded(StreamEnded message) {
    flow.ended(message.stream(), message.worker(), message.position(), clock.nanos());
    leases.streamEnded(message.stream(), message.worker(), message.position());
    return this;
  }

  private Behavior<ConductorProtocol.Command> onPresent(Present message) {
    workers.become(message.workers());
    return this;
  }

  private Behavior<ConductorProtocol.Command> onWorkerLost(WorkerLost message) {
    if (assignment != null) { // begun
      leases.lost(message);
    }
    return this;
  }

  /** The new assignment goes ahead of the batches that are planned under it. */
  private void giveUp(WorkerLost loss) {
    assignment = requireNonNull(assignment).without(loss.worker(), loss.left());
    scheduler.tell(new Scheduler.Reassign(job, assignment, loss.worker()));
  }

  private Behavior<ConductorProtocol.Command> onReassigned(Reassigned message) {
    Assignment newer = requireNonNull(assignment);
    for (StreamId stream : flow.workerLost(message.lost())) {
      stamps.forget(stream);
      reopen(stream, newer.readers().get(stream));
    }
    leases.settled(newer);
    return this;
  }

  private void reopen(StreamId stream, @Nullable WorkerId reader) {
    if (reader != null) {
      long position = flow.positionOf(stream);
      flow.opened(stream, reader, position);
      jobActor.tell(new Job.StreamMoved(stream, reader, position, flow.connectionOf(stream)));
    }
  }

  private Behavior<ConductorProtocol.Command> onStatusAsked(StatusDraft.Asked message) {
    StatusDraft.FlowPart part =
        new StatusDraft.FlowPart(
            flow.committedPrefix().value(),
            grid.batchNanos() / 1e3,
            flow.backlogBytes(),
            sinkTotals.sinks(),
            List.copyOf(lost));
    ledger.tell(new LatencyLedger.Describe(message.draft().withFlow(part)));
    return this;
  }

  @Override
  public void run(Batch batch, long planVersion, Set<Integer> visible) {
    stamps.run(batch, clock.nanos());
    scheduler.tell(new Scheduler.RunBatch(job, batch, planVersion, visible));
  }

  @Override
  public void leased(Batch batch) {
    stamps.run(batch, clock.nanos());
  }

  @Override
  public void due(Batch batch, boolean late) {
    ledger.tell(
        new LatencyLedger.Due(
            grid.deadline(batch.id()), late, batch.bytes(), flow.backlogBytes() + batch.bytes()));
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    RunningBatch run = stamps.closed(batch.id());
    BatchResult result = run == null ? null : run.result(batch);
    if (state == BatchState.COMMITTED && run != null && result != null) {
      ledger.tell(new LatencyLedger.Committed(run.account(grid, result), result));
    } else {
      ledger.tell(new LatencyLedger.Ended(grid.deadline(batch.id()), state));
    }
  }

  @Override
  public void floorsRaised(Map<StreamId, Long> floors, BatchId committed) {
    workers.tellFloors(floors, committed);
  }

  @Override
  public void lost(LostRange range) {
    lost.add(range);
    getContext().getLog().warn("{}", range);
  }

  @Override
  public void drained() {
    jobActor.tell(Job.Drained.INSTANCE);
  }
}
