package io.millrace.core.group;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeasedBatch;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.SinkCommit;
import io.millrace.dsl.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The next report of a lease while it is being written, and those that may not have arrived. */
final class ReportDraft {
  private final long planVersion;
  private final BlocksInOrder inOrder;
  private final Queue<LeaseReport> unheard = new ArrayDeque<>();
  private final List<LeaseReport.StoredBlock> blocks = new ArrayList<>();
  private final List<LeasedCut> cuts = new ArrayList<>();
  private final List<LeasedBatch> done = new ArrayList<>();
  private final List<SinkCommit> commits = new ArrayList<>();
  private final List<LeaseReport.FailedBatch> failures = new ArrayList<>();
  private CacheUse cache = CacheUse.NONE;
  private LeaseReport.@Nullable End end;
  private long written;

  /**
   * @param starts where the streams begin under the lease
   */
  ReportDraft(long planVersion, Map<StreamId, Long> starts) {
    this.planVersion = planVersion;
    this.inOrder = new BlocksInOrder(starts);
  }

  /** Blocks in any order; one that was told of before is left out. */
  void stored(List<BlockMeta> stored, long nowNanos) {
    for (BlockMeta block : stored) {
      for (BlockMeta next : inOrder.add(block)) {
        blocks.add(new LeaseReport.StoredBlock(next, nowNanos));
      }
    }
  }

  void cut(LeasedCut cut) {
    cuts.add(cut);
  }

  void done(LeasedBatch batch) {
    done.add(batch);
  }

  void committed(SinkCommit commit) {
    commits.add(commit);
  }

  void failed(LeaseReport.FailedBatch failure) {
    failures.add(failure);
  }

  void used(CacheUse use) {
    cache = cache.plus(use);
  }

  void end(LeaseReport.End last) {
    end = last;
  }

  /** Whether there is something to tell. */
  boolean isEmpty() {
    return blocks.isEmpty()
        && cuts.isEmpty()
        && done.isEmpty()
        && commits.isEmpty()
        && failures.isEmpty()
        && end == null;
  }

  /** Whether it should not wait. */
  boolean isUrgent() {
    return !failures.isEmpty() || end != null;
  }

  /** What was written since the last call, which is now unheard. */
  LeaseReport take() {
    LeaseReport report =
        new LeaseReport(planVersion, written++, blocks, cuts, done, commits, failures, cache, end);
    unheard.add(report);
    blocks.clear();
    cuts.clear();
    done.clear();
    commits.clear();
    failures.clear();
    cache = CacheUse.NONE;
    end = null;
    return report;
  }

  /** Reports up to this one have arrived. */
  void heard(long sequence) {
    while (!unheard.isEmpty() && unheard.element().sequence() <= sequence) {
      unheard.remove();
    }
  }

  /** Those that may not have arrived, in order. */
  List<LeaseReport> unheard() {
    return List.copyOf(unheard);
  }
}
