package io.millrace.core.group;

import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Commits of batches that the driver has not cut yet: one worker may be ahead of another. */
final class EarlyCommits {
  private final LeaseEffects effects;
  private final List<Early> waiting = new ArrayList<>();

  private record Early(WorkerId by, SinkCommit commit) {}

  EarlyCommits(LeaseEffects effects) {
    this.effects = effects;
  }

  /**
   * @param next the first batch that is not cut
   */
  void add(WorkerId by, SinkCommit commit, BatchId next) {
    if (commit.batch().compareTo(next) < 0) {
      effects.committed(by, commit);
    } else {
      waiting.add(new Early(by, commit));
    }
  }

  /** Tells those of batches before the next. */
  void release(BatchId next) {
    Iterator<Early> each = waiting.iterator();
    while (each.hasNext()) {
      Early one = each.next();
      if (one.commit.batch().compareTo(next) < 0) {
        each.remove();
        effects.committed(one.by, one.commit);
      }
    }
  }
}
