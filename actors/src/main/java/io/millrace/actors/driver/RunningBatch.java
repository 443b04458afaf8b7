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
  private final Map<BlockId, Long> storedNanos;
  private final Function<StreamId, Set<Integer>> shownIn;
  private final Map<Integer, Long> committedNanos = new HashMap<>();
  private final List<TaskReport> kept = new ArrayList<>();
  private @Nullable BatchResult result;

  /**
   * @param shownIn see {@link BatchStamps}
   */
  RunningBatch(
      Batch batch,
      long batchedNanos,
      Map<BlockId, Long> storedNanos,
      Function<StreamId, Set<Integer>> shownIn) {
    this.batch = batch;
    this.batchedNanos = batchedNanos;
    this.storedNanos = storedNanos;
    this.shownIn = shownIn;
  }

  void committed(int partition, long nanos) {
    committedNanos.putIfAbsent(partition, nanos);
  }

  /** It is planned again: what is visible is not made again, so its reports are kept. */
  void replaced(BatchResult partial) {
    List<TaskReport> visible = partial.reports().stream().filter(this::isVisible).toList();
    if (!visible.isEmpty()) {
      kept.addAll(visible);
      result = partial.withReports(List.of());
    }
  }

  void processed(BatchResult measured) {
    result = measured;
  }

  /** The whole of what was measured, or null when nothing was. */
  @Nullable BatchResult result() {
    if (result == null) {
      return null;
    }
    List<TaskReport> reports = new ArrayList<>(result.reports());
    Set<BlockId> counted = new HashSet<>();
    reports.forEach(report -> counted.addAll(blocksOf(report)));
    for (TaskReport report : kept) {
      if (counted.addAll(blocksOf(report))) {
        reports.add(report);
      }
    }
    return result.withReports(reports);
  }

  CommittedBatch account(BatchGrid grid, BatchResult measured) {
    return new CommittedBatch(
        batch.id(),
        grid.deadline(batch.id()),
        batchedNanos,
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
