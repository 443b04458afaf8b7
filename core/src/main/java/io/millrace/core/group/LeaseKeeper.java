package io.millrace.core.group;

import io.millrace.core.batch.BatchFlow;
import io.millrace.core.batch.Handover;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeaseTerms;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.FailedTask;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The driver's side of the leases of one job: a single-threaded machine that answers with {@link
 * LeaseEffects}.
 *
 * <pre>
 *   none      batches are cut and run one by one                          -> wanted
 *   wanted    no batch is cut, until those before have been run           -> out
 *   out       the workers cut and run; their reports go to the flow       -> revoking
 *   revoking  a worker is gone; until those who are left have told all    -> none
 * </pre>
 *
 * <p>A lease runs out by itself some batches behind the slowest worker: by the time a silent worker
 * is given up, no batch that it may have cut is still to come.
 */
public final class LeaseKeeper {
  private static final long TELL_AGAIN_NANOS = 200_000_000;

  private final BatchFlow flow;
  private final JobGraph graph;
  private final BatchGrid grid;
  private final LeaseTerms terms;
  private final long length;
  private final LeaseEffects effects;
  private final Map<StreamId, Ended> ended = new HashMap<>();
  private final EarlyCommits early;
  private @Nullable Assignment wanted;
  private @Nullable LeaseOut out;
  private long toldNanos;

  private record Ended(WorkerId reader, long position) {}

  /**
   * @param length how many batches a worker may cut ahead of the slowest one's last report
   */
  public LeaseKeeper(
      BatchFlow flow,
      JobGraph graph,
      BatchGrid grid,
      LeaseTerms terms,
      long length,
      LeaseEffects effects) {
    this.flow = flow;
    this.graph = graph.outline();
    this.grid = grid;
    this.terms = terms;
    this.length = length;
    this.effects = effects;
    this.early = new EarlyCommits(effects);
  }

  /** A lease under this assignment is to begin as soon as it can. */
  public void want(Assignment assignment) {
    wanted = assignment;
    flow.pauseForHandOver();
  }

  /** Time has passed. */
  public void tick(long nowNanos) {
    early.release(flow.next());
    if (wanted != null) {
      Assignment assignment = wanted;
      flow.handOver().ifPresent(handover -> begin(assignment, handover));
    }
    if (out != null && nowNanos - toldNanos >= TELL_AGAIN_NANOS) {
      toldNanos = nowNanos;
      tellAgain(out);
    }
  }

  private void begin(Assignment assignment, Handover handover) {
    wanted = null;
    Map<StreamId, WorkerId> readers = new HashMap<>(assignment.readers());
    readers.entrySet().removeIf(entry -> !flow.isReader(entry.getValue(), entry.getKey()));
    GroupLease lease =
        new GroupLease(
            assignment.version(),
            grid,
            graph,
            terms,
            assignment.seats(),
            readers,
            handover.from(),
            handover.starts(),
            handover.previous());
    out = new LeaseOut(lease, length);
    tellAll(out);
  }

  /** Whether what the worker says of blocks and deadlines counts: it does not cut by itself. */
  public boolean hearsMarksOf(WorkerId worker) {
    return out == null || !out.isRunOn(worker);
  }

  /** A stream reads no more. */
  public void streamEnded(StreamId stream, WorkerId reader, long position) {
    ended.put(stream, new Ended(reader, position));
    if (out != null && !out.isRevoked()) {
      tellAll(out);
    }
  }

  /** A worker tells what it did. */
  public void reported(WorkerId worker, LeaseReport report, long nowNanos) {
    LeaseOut lease = out;
    if (lease == null || !lease.isNamed(report.planVersion()) || !lease.has(worker)) {
      effects.heard(worker, report.planVersion(), report.sequence()); // nobody needs it any more
      return;
    }
    if (lease.takes(worker, report)) {
      take(lease, worker, report, nowNanos);
    }
    effects.heard(worker, report.planVersion(), lease.heardOf(worker));
    if (lease.isRevoked()) {
      endIfAllTold(lease);
    } else if (lease.mayRenew()) {
      tellAll(lease);
    }
  }

  private void take(LeaseOut lease, WorkerId worker, LeaseReport report, long nowNanos) {
    effects.used(report.cache());
    report.blocks().forEach(block -> effects.stored(worker, block));
    report.cuts().forEach(effects::cut);
    List<BlockMeta> blocks = report.blocks().stream().map(LeaseReport.StoredBlock::meta).toList();
    flow.told(worker, blocks, report.cuts(), nowNanos);
    early.release(flow.next());
    report.commits().forEach(commit -> early.add(worker, commit, flow.next()));
    report.done().forEach(share -> lease.results().add(worker, share));
    for (LeasedResults.Gathered batch : lease.results().takeWhole()) {
      BatchId id = batch.result().batch();
      flow.planned(id, flow.planVersion(), batch.partitions());
      effects.measured(batch.result());
      flow.processed(id, flow.planVersion());
    }
    for (LeaseReport.FailedBatch failure : report.failures()) {
      flow.failed(failure.batch(), flow.planVersion());
      effects.failed(failure.batch(), new FailedTask(failure.last(), failure.times()));
    }
  }

  /**
   * A worker is gone.
   *
   * @return whether it can be given up at once; else {@link LeaseEffects#over} will say when
   */
  public boolean lost(WorkerId worker) {
    wanted = null;
    LeaseOut lease = out;
    if (lease == null) {
      return true;
    }
    lease.lose(worker);
    tellAgain(lease);
    endIfAllTold(lease);
    return false;
  }

  private void endIfAllTold(LeaseOut lease) {
    if (lease.haveAllEnded()) {
      out = null;
      lease.results().partial().forEach(batch -> effects.measured(batch.result()));
      flow.takeBack(lease.lastCut(), lease.through(), lease.seen());
      effects.over();
    }
  }

  private void tellAgain(LeaseOut lease) {
    if (lease.isRevoked()) {
      lease.running().forEach(worker -> effects.revoke(worker, lease.lease().planVersion()));
    } else {
      tellAll(lease);
    }
  }

  private void tellAll(LeaseOut lease) {
    lease
        .running()
        .forEach(worker -> effects.grant(worker, lease.lease(), lease.through(), endedOn(worker)));
  }

  private Map<StreamId, Long> endedOn(WorkerId worker) {
    Map<StreamId, Long> positions = new HashMap<>();
    ended.forEach(
        (stream, end) -> {
          if (end.reader.equals(worker)) {
            positions.put(stream, end.position);
          }
        });
    return positions;
  }
}
