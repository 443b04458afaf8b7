package io.millrace.core.group;

import io.millrace.core.model.LeasedBatch;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.BatchResult;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The shares of batches that workers have run, until each has told its own. */
final class LeasedResults {
  private final long planVersion;
  private final Set<WorkerId> participants;
  private final Map<BatchId, Map<WorkerId, LeasedBatch>> shares = new TreeMap<>();

  LeasedResults(long planVersion, Set<WorkerId> participants) {
    this.planVersion = planVersion;
    this.participants = participants;
  }

  /**
   * A batch with the shares told so far.
   *
   * @param partitions of sinks that it writes into
   */
  record Gathered(BatchResult result, Set<Integer> partitions) {}

  void add(WorkerId worker, LeasedBatch share) {
    shares.computeIfAbsent(share.batch(), batch -> new TreeMap<>()).put(worker, share);
  }

  /** The batches whose shares are all here, each once, in order. */
  List<Gathered> takeWhole() {
    List<Gathered> whole = new ArrayList<>();
    shares
        .values()
        .removeIf(
            batch -> {
              boolean isWhole = batch.keySet().containsAll(participants);
              if (isWhole) {
                whole.add(gathered(batch));
              }
              return isWhole;
            });
    return whole;
  }

  /** The others. */
  List<Gathered> partial() {
    return shares.values().stream().map(this::gathered).toList();
  }

  private Gathered gathered(Map<WorkerId, LeasedBatch> batch) {
    List<TaskReport> reports = new ArrayList<>();
    Map<WorkerId, BatchResult.Work> work = new HashMap<>();
    Set<Integer> partitions = new TreeSet<>();
    long finishedNanos = 0;
    int retries = 0;
    BatchId id = BatchId.NONE;
    for (Map.Entry<WorkerId, LeasedBatch> entry : batch.entrySet()) {
      LeasedBatch share = entry.getValue();
      id = share.batch();
      reports.addAll(share.reports());
      partitions.addAll(share.partitions());
      finishedNanos = Math.max(finishedNanos, share.finishedNanos());
      retries += share.retries();
      if (share.tasks() > 0) {
        work.put(
            entry.getKey(),
            new BatchResult.Work(share.tasks(), share.records(), share.shuffleBytesIn()));
      }
    }
    return new Gathered(
        new BatchResult(id, planVersion, reports, finishedNanos, retries, work), partitions);
  }
}
