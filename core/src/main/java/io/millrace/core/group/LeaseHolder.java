package io.millrace.core.group;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload.ShuffleEnd;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job on one worker that may hold a lease: a single-threaded machine between the worker's parts
 * of the job and the driver. What the lease does not cover is the driver's, as without one.
 */
public final class LeaseHolder {
  private final JobId job;
  private final WorkerId self;
  private final HolderEffects effects;
  private final List<ShuffleEnd> early = new ArrayList<>();
  private @Nullable LeasedJob held;
  private long newestPlan = Long.MIN_VALUE;
  private boolean reportsSoon;

  /** A holder without a lease. */
  public LeaseHolder(JobId job, WorkerId self, HolderEffects effects) {
    this.job = job;
    this.self = self;
    this.effects = effects;
  }

  /** A lease begins, or goes on; one that is over by now is ignored. */
  public void granted(GroupLease lease, BatchId through, Map<StreamId, Long> ended, long nowNanos) {
    if (lease.planVersion() > newestPlan) {
      newestPlan = lease.planVersion();
      begin(new LeasedJob(job, lease, self, effects), nowNanos);
    }
    if (held != null && held.planVersion() == lease.planVersion()) {
      held.renew(through, ended, nowNanos);
      reportIfNew(held);
    }
  }

  /** Peers may have begun before: what they told waits here. */
  private void begin(LeasedJob begun, long nowNanos) {
    held = begun;
    effects.reportAgain(begun.starts());
    for (ShuffleEnd end : early) {
      if (end.run().planVersion() == begun.planVersion()) {
        begun.ended(end);
      }
    }
    early.removeIf(end -> end.run().planVersion() <= begun.planVersion());
    begun.tick(nowNanos);
  }

  /** A lease is over, whether it has begun here or not. */
  public void revoked(long planVersion) {
    if (held != null && held.planVersion() == planVersion) {
      held.revoke();
      reportIfNew(held);
    } else if (planVersion > newestPlan) {
      newestPlan = planVersion;
      held = null;
    }
    if (held == null && planVersion == newestPlan) {
      effects.report(LeaseReport.ofNothing(planVersion));
    }
  }

  /** Reports of a lease up to this one have arrived. */
  public void heard(long planVersion, long sequence) {
    if (held != null && held.planVersion() == planVersion) {
      held.heard(sequence);
    }
  }

  /**
   * Blocks were stored and deadlines have passed.
   *
   * @return whether the driver need not be told
   */
  public boolean stored(List<BlockMeta> blocks, List<StreamMark> marks, long nowNanos) {
    if (held == null || held.isOver()) {
      return false;
    }
    held.reported(blocks, marks, nowNanos);
    reportIfNew(held);
    return true;
  }

  /**
   * Tasks have ended.
   *
   * @return whether the driver need not be told
   */
  public boolean ran(StageRun run, List<TaskOutcome> outcomes, CacheUse cache) {
    if (held == null || !held.covers(run)) {
      return false;
    }
    held.ended(run, outcomes, cache);
    reportIfNew(held);
    return true;
  }

  /**
   * Output is visible.
   *
   * @return whether the driver need not be told
   */
  public boolean committed(SinkCommit commit) {
    if (held == null || held.isOver()) {
      return false;
    }
    held.committed(commit);
    reportIfNew(held);
    return true;
  }

  /** A peer has ended a stage of a batch. */
  public void ended(ShuffleEnd end) {
    if (held != null && held.planVersion() == end.run().planVersion()) {
      held.ended(end);
      reportIfNew(held);
    } else if (end.run().planVersion() > newestPlan) {
      early.add(end);
    }
  }

  /** Time has passed. */
  public void tick(long nowNanos) {
    if (held != null) {
      held.tick(nowNanos);
      reportIfNew(held);
    }
  }

  /** Tells what has come together. */
  public void flush() {
    reportsSoon = false;
    if (held != null) {
      held.takeReport().ifPresent(effects::report);
    }
  }

  /** What has not been answered may not have arrived. */
  public void remind() {
    if (held != null) {
      held.sendAgain();
      held.unheard().forEach(effects::report);
    }
  }

  private void reportIfNew(LeasedJob job) {
    if (job.isUrgent()) {
      flush();
    } else if (job.hasNews() && !reportsSoon) {
      reportsSoon = true;
      effects.reportSoon();
    }
  }
}
