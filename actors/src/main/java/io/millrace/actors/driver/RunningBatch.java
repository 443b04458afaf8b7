package io.millrace.actors.driver;

import io.millrace.core.batch.Batch;
import io.millrace.core.ledger.CommittedBatch;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockStats;
import io.millrace.core.model.TaskReport;
import io.millrace.core.schedule.BatchResult;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stamps of a batch in flight, until the ledger takes them. */
final class RunningBatch {
  private final Batch batch;
  private final long batchedNanos;
  private final Map<StreamId, Long> cutNanos;
  private final Map<BlockId, Long> storedNanos;
  private final Function<StreamId, Set<Integer>> shownIn;
  private final Map<Integer, Long> committedNanos = new HashMap<>();
  private final List<BatchResult> results = new ArrayList<>();

  /**
   * @param cutNanos when the workers cut their streams, where they do so by themselves
   * @param shownIn see {@link BatchStamps}
   */
  RunningBatch(
      Batch batch,
      long batchedNanos,
      Map<StreamId, Long> cutNanos,
      Map<BlockId, Long> storedNanos,
      Function<StreamId, Set<Integer>> shownIn) {
    this.batch = batch;
    this.batchedNanos = batchedNanos;
    this.cutNanos = cutNanos;
    this.storedNanos = storedNanos;
    this.shownIn = shownIn;
  }

  void committed(int partition, long nanos) {
    committedNanos.putIfAbsent(partition, nanos);
  }

  /** All that was measured under one plan; a later one comes without what is visible by then. */
  void measured(BatchResult result) {
    results.add(result);
  }

  /**
   * What was measured of the records that are visible now; null when there are none.
   *
   * @param last the batch as it was planned the last time
   */
  @Nullable BatchResult result(Batch last) {
    Set<BlockId> left = new HashSet<>();
    last.blocks().forEach(block -> left.add(block.meta().id()));
    Set<BlockId> counted = new HashSet<>();
    List<TaskReport> reports = new ArrayList<>();
    for (int i = results.size() - 1; i >= 0; i--) {
      for (TaskReport report : results.get(i).reports()) {
        Set<BlockId> blocks = blocksOf(report);
        boolean counts = left.containsAll(blocks) || isVisible(report);
        if (counts && Collections.disjoint(counted, blocks)) {
          counted.addAll(blocks);
          reports.add(report);
        }
      }
    }
    return reports.isEmpty() ? null : results.get(results.size() - 1).withReports(reports);
  }

  CommittedBatch account(BatchGrid grid, BatchResult measured) {
    return new CommittedBatch(
        batch.id(),
        grid.deadline(batch.id()),
        batchedNanos,
        cutNanos,
        batch.bytes(),
        storedNanos,
        measured.reports(),
        measured.finishedNanos(),
        committedNanos);
  }

  private boolean isVisible(TaskReport report) {
    Set<Integer> partitions =
        report.blocks().isEmpty() ? Set.of() : shownIn.apply(report.blocks().get(0).stream());
    return !partitions.isEmpty() && committedNanos.keySet().containsAll(partitions);
  }

  private static Set<BlockId> blocksOf(TaskReport report) {
    Set<BlockId> ids = new HashSet<>();
    for (BlockStats block : report.blocks()) {
      ids.add(new BlockId(block.stream(), block.from()));
    }
    return ids;
  }
}
