package io.millrace.core.group;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchEffects;
import io.millrace.core.batch.BatchFlow;
import io.millrace.core.batch.BatchState;
import io.millrace.core.batch.CutPolicy;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload.ShuffleEnd;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeaseTerms;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.JobSchedule;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * One worker's share of a job under a lease: a single-threaded machine that cuts its own streams,
 * runs the tasks of its own blocks and partitions, and writes down what it did for the driver.
 *
 * <p>It is a {@link BatchFlow} and a {@link JobSchedule} as the driver has them, but for one
 * worker's streams and partitions; what lies between the workers is in {@link Exchange}. A batch is
 * cut when its own streams are marked, run when it is cut, and reduced when all workers that feed
 * the shuffle have ended it.
 */
final class LeasedJob implements BatchEffects {
  private final GroupLease lease;
  private final WorkerId self;
  private final BatchFlow flow;
  private final JobSchedule schedule;
  private final Exchange exchange;
  private final ReportDraft draft;
  private final Queue<Batch> toRun = new ArrayDeque<>();
  private boolean late;
  private boolean over;
  private long nowNanos;

  /** The share of a worker, to be begun. */
  LeasedJob(JobId job, GroupLease lease, WorkerId self, ShareEffects effects) {
    this.lease = lease;
    this.self = self;
    LeaseTerms terms = lease.terms();
    CutPolicy policy =
        new CutPolicy(lease.grid(), terms.graceNanos(), terms.maxUncommitted(), terms.maxBytes());
    this.flow = new BatchFlow(policy, lease.from(), lease.graph()::shownIn, this);
    this.draft = new ReportDraft(lease.planVersion(), lease.starts());
    this.exchange = new Exchange(job, lease, self, effects);
    this.schedule =
        JobSchedule.ofShare(
            job, lease, self, exchange, new ShareResults(flow, draft, exchange, effects));
    lease
        .readers()
        .forEach(
            (stream, reader) -> {
              if (reader.equals(self)) {
                flow.opened(stream, self, lease.starts().getOrDefault(stream, 0L));
              }
            });
  }

  long planVersion() {
    return lease.planVersion();
  }

  /** Where the worker's streams begin under the lease: what was stored from there on is its. */
  Map<StreamId, Long> starts() {
    return lease.starts();
  }

  /**
   * The lease begins or goes on.
   *
   * @param through the last batch that may be cut
   * @param ended where streams that have ended do
   */
  void renew(BatchId through, Map<StreamId, Long> ended, long now) {
    nowNanos = now;
    flow.limit(through);
    ended.forEach((stream, position) -> flow.ended(stream, self, position, now));
    tick(now);
  }

  /** Blocks were stored and deadlines have passed. */
  void reported(List<BlockMeta> blocks, List<StreamMark> marks, long now) {
    nowNanos = now;
    draft.stored(blocks, now);
    if (!over) {
      flow.reported(self, blocks, marks, now);
    }
    runCut();
  }

  /** Time has passed. */
  void tick(long now) {
    nowNanos = now;
    if (!over) {
      flow.tick(now);
    }
    runCut();
  }

  /** Tasks have ended. */
  void ended(StageRun run, List<TaskOutcome> outcomes, CacheUse cache) {
    draft.used(cache);
    if (!over) {
      schedule.report(self, run, outcomes);
    }
  }

  /** A worker, perhaps this one, has ended a stage of a batch. */
  void ended(ShuffleEnd end) {
    if (!over) {
      exchange.add(end);
      schedule.peersEnded();
    }
  }

  /** A batch is visible in a partition that this worker owns. */
  void committed(SinkCommit commit) {
    draft.committed(commit);
    flow.committed(commit.batch(), commit.partition());
  }

  /** Nothing more is cut or begun; the last report says so. */
  void revoke() {
    if (!over) {
      over = true;
      draft.end(new LeaseReport.End(exchange.seen()));
    }
  }

  /** What has not been answered is asked for again. */
  void sendAgain() {
    if (!over) {
      schedule.sendAgain();
    }
  }

  /** The next report, if there is something to tell. */
  Optional<LeaseReport> takeReport() {
    return draft.isEmpty() ? Optional.empty() : Optional.of(draft.take());
  }

  /** Whether the next report has something to tell. */
  boolean hasNews() {
    return !draft.isEmpty();
  }

  /** Whether the next report should not wait. */
  boolean isUrgent() {
    return draft.isUrgent();
  }

  /** Reports up to this one have arrived. */
  void heard(long sequence) {
    draft.heard(sequence);
  }

  /** Reports that may not have arrived, in order. */
  List<LeaseReport> unheard() {
    return draft.unheard();
  }

  /** Whether it was revoked. */
  boolean isOver() {
    return over;
  }

  /** Whether a stage of a batch is run under the lease. */
  boolean covers(StageRun run) {
    return run.planVersion() == lease.planVersion() && run.batch().compareTo(lease.from()) >= 0;
  }

  private void runCut() {
    for (Batch batch = toRun.poll(); batch != null; batch = toRun.poll()) {
      schedule.run(batch, lease.planVersion(), Set.of());
    }
  }

  @Override
  public void due(Batch batch, boolean isLate) {
    late = isLate;
  }

  @Override
  public void run(Batch batch, long planVersion, Set<Integer> visible) {
    cut(batch, false);
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    switch (state) {
      case EMPTY -> cut(batch, false);
      case MERGED -> cut(batch, true);
      case RUNNING, PROCESSED, COMMITTED, FAILED -> {}
    }
  }

  /** One without data is run as well: the others wait to hear that it brings nothing. */
  private void cut(Batch batch, boolean merged) {
    draft.cut(new LeasedCut(batch.id(), batch.cuts(), nowNanos, late, merged));
    exchange.cut(batch);
    toRun.add(batch);
  }

  @Override
  public void leased(Batch batch) {
    throw new IllegalStateException("a worker does not lease " + batch.id() + " to others");
  }

  /** The driver raises them when all workers are done. */
  @Override
  public void floorsRaised(Map<StreamId, Long> floors, BatchId committed) {}

  @Override
  public void lost(LostRange range) {
    throw new IllegalStateException("a worker can't lose " + range);
  }

  /** The driver sees that for all workers. */
  @Override
  public void drained() {}
}
