package io.millrace.core.group;

import io.millrace.core.model.GroupLease;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A lease that workers hold, and how far each of them has come. */
final class LeaseOut {
  private final GroupLease lease;
  private final long length;
  private final LeasedResults results;
  private final Map<WorkerId, Holder> holders = new TreeMap<>();
  private final Map<StreamId, Long> seen = new HashMap<>();
  private BatchId through;
  private boolean revoked;

  /** What a worker has told. */
  private static final class Holder {
    private long nextReport;
    private BatchId lastCut;
    private boolean ended;

    private Holder(BatchId lastCut) {
      this.lastCut = lastCut;
    }
  }

  LeaseOut(GroupLease lease, long length) {
    this.lease = lease;
    this.length = length;
    BatchId before = new BatchId(lease.from().value() - 1);
    lease.participants().forEach(worker -> holders.put(worker, new Holder(before)));
    this.results = new LeasedResults(lease.planVersion(), lease.participants());
    this.through = new BatchId(before.value() + length);
  }

  GroupLease lease() {
    return lease;
  }

  LeasedResults results() {
    return results;
  }

  boolean isNamed(long planVersion) {
    return lease.planVersion() == planVersion;
  }

  /** The last batch that a holder may cut. */
  BatchId through() {
    return through;
  }

  /** Moves the end on when that is worth a message; it is never moved back. */
  boolean mayRenew() {
    long slowest =
        holders.values().stream().mapToLong(holder -> holder.lastCut.value()).min().orElse(-1);
    if (slowest + length < through.value() + length / 2) {
      return false;
    }
    through = new BatchId(slowest + length);
    return true;
  }

  boolean has(WorkerId worker) {
    return holders.containsKey(worker);
  }

  /** Whether a worker holds it and has not said that it is over. */
  boolean isRunOn(WorkerId worker) {
    Holder holder = holders.get(worker);
    return holder != null && !holder.ended;
  }

  List<WorkerId> running() {
    return holders.keySet().stream().filter(this::isRunOn).toList();
  }

  /** Whether the report is the next one of the worker, which has the lease. */
  boolean takes(WorkerId worker, LeaseReport report) {
    Holder holder = holders.get(worker);
    if (holder == null || report.sequence() != holder.nextReport) {
      return false;
    }
    holder.nextReport++;
    report.cuts().forEach(cut -> holder.lastCut = cut.batch());
    if (report.end() != null) {
      holder.ended = true;
      report.end().seen().forEach((stream, position) -> seen.merge(stream, position, Math::max));
    }
    return true;
  }

  /** The last report taken of the worker; -1 before the first. */
  long heardOf(WorkerId worker) {
    Holder holder = holders.get(worker);
    return holder == null ? -1 : holder.nextReport - 1;
  }

  /** A worker is gone, whether it held the lease or not: the lease is over. */
  void lose(WorkerId worker) {
    revoked = true;
    holders.remove(worker);
  }

  boolean isRevoked() {
    return revoked;
  }

  boolean haveAllEnded() {
    return revoked && holders.values().stream().allMatch(holder -> holder.ended);
  }

  /** The last batch that any holder who is left has cut. */
  BatchId lastCut() {
    long last =
        holders.values().stream()
            .mapToLong(holder -> holder.lastCut.value())
            .max()
            .orElse(lease.from().value() - 1);
    return new BatchId(last);
  }

  /** How far streams were used by workers that do not read them. */
  Map<StreamId, Long> seen() {
    return seen;
  }
}
