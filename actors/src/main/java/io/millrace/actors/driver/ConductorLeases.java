package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.config.BatchSettings;
import io.millrace.config.MillraceSettings;
import io.millrace.config.SchedulingSettings;
import io.millrace.core.batch.BatchFlow;
import io.millrace.core.group.LeaseEffects;
import io.millrace.core.group.LeaseKeeper;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeaseTerms;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.FailedTask;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one job, none in {@code per-batch} mode: carries out what {@link LeaseKeeper}
 * decides. Belongs to the {@link BatchConductor}.
 */
final class ConductorLeases implements LeaseEffects {
  /** Batches: those that are cut while a report and its answer are on their way. */
  private static final long SHORTEST_LEASE = 4;

  private final Led job;
  private final BatchFlow flow;
  private final BatchStamps stamps;
  private final PresentWorkers workers;
  private final BiConsumer<WorkerId, SinkCommit> committed;
  private final Consumer<BatchConductor.WorkerLost> giveUp;
  private final @Nullable LeaseKeeper keeper;
  private final Queue<BatchConductor.WorkerLost> losses = new ArrayDeque<>();
  private int lossesUnderWay;

  /** The job that it is about. */
  record Led(
      JobWiring wiring,
      JobId id,
      JobGraph graph,
      BatchGrid grid,
      ActorRef<JobProtocol.Command> actor,
      ActorRef<LatencyLedger.Command> ledger) {}

  /**
   * @param committed takes what is visible
   * @param giveUp takes each loss when nothing is run under a lease
   */
  ConductorLeases(
      Led job,
      BatchFlow flow,
      BatchStamps stamps,
      PresentWorkers workers,
      BiConsumer<WorkerId, SinkCommit> committed,
      Consumer<BatchConductor.WorkerLost> giveUp) {
    this.job = job;
    this.flow = flow;
    this.stamps = stamps;
    this.workers = workers;
    this.committed = committed;
    this.giveUp = giveUp;
    this.keeper =
        switch (job.wiring().settings().scheduling().mode()) {
          case PER_BATCH -> null;
          case GROUP -> keeper();
        };
  }

  private LeaseKeeper keeper() {
    MillraceSettings settings = job.wiring().settings();
    long length = settings.scheduling().lease().toNanos() / job.grid().batchNanos();
    return new LeaseKeeper(
        flow, job.graph(), job.grid(), terms(settings), Math.max(SHORTEST_LEASE, length), this);
  }

  private static LeaseTerms terms(MillraceSettings settings) {
    BatchSettings batch = settings.batch();
    SchedulingSettings scheduling = settings.scheduling();
    return new LeaseTerms(
        batch.grace().toNanos(),
        batch.maxUncommitted(),
        batch.maxBytes(),
        scheduling.taskBytes(),
        scheduling.maxAttempts());
  }

  /** The job's batches begin, or go on after a loss. */
  void want(Assignment assignment) {
    if (keeper != null && lossesUnderWay == 0) {
      keeper.want(assignment);
    }
  }

  void tick(long nowNanos) {
    if (keeper != null) {
      keeper.tick(nowNanos);
    }
  }

  boolean hearsMarksOf(WorkerId worker) {
    return keeper == null || keeper.hearsMarksOf(worker);
  }

  void streamEnded(StreamId stream, WorkerId reader, long position) {
    if (keeper != null) {
      keeper.streamEnded(stream, reader, position);
    }
  }

  void reported(ConductorProtocol.LeaseReported message, long nowNanos) {
    if (keeper != null) {
      keeper.reported(message.worker(), message.report(), nowNanos);
    }
  }

  /** The loss is taken up when nobody cuts under a lease any more. */
  void lost(BatchConductor.WorkerLost loss) {
    lossesUnderWay++;
    losses.add(loss);
    if (keeper == null || keeper.lost(loss.worker())) {
      over();
    }
  }

  /** A loss is settled: batches in flight have been planned again, under the assignment. */
  void settled(Assignment assignment) {
    lossesUnderWay--;
    want(assignment);
  }

  @Override
  public void over() {
    while (!losses.isEmpty()) {
      giveUp.accept(losses.remove());
    }
  }

  @Override
  public void grant(WorkerId to, GroupLease lease, BatchId through, Map<StreamId, Long> ended) {
    workers.tell(
        to, new WorkerProtocol.GrantLease(job.wiring().epoch(), job.id(), lease, through, ended));
  }

  @Override
  public void revoke(WorkerId to, long planVersion) {
    workers.tell(to, new WorkerProtocol.RevokeLease(job.wiring().epoch(), job.id(), planVersion));
  }

  @Override
  public void heard(WorkerId from, long planVersion, long sequence) {
    workers.tell(
        from, new WorkerProtocol.LeaseHeard(job.wiring().epoch(), job.id(), planVersion, sequence));
  }

  @Override
  public void stored(WorkerId by, LeaseReport.StoredBlock block) {
    if (flow.isReader(by, block.meta().stream())) {
      stamps.stored(block.meta().id(), block.storedNanos());
    }
  }

  @Override
  public void cut(LeasedCut cut) {
    stamps.cut(cut);
  }

  @Override
  public void measured(BatchResult result) {
    stamps.measured(result);
  }

  @Override
  public void committed(WorkerId by, SinkCommit commit) {
    committed.accept(by, commit);
  }

  @Override
  public void failed(BatchId batch, FailedTask task) {
    job.actor().tell(new Job.BatchFailed(batch, task));
  }

  @Override
  public void used(CacheUse cache) {
    job.ledger().tell(new LatencyLedger.CacheUsed(cache));
  }
}
