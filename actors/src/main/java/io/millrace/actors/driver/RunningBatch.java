package io.millrace.actors.driver;

import io.millrace.core.batch.Batch;
import io.millrace.core.ledger.CommittedBatch;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockStats;
import io.millrace.core.model.TaskReport;
import io.millrace.core.schedule.BatchResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stamps of a batch in flight, until the ledger takes them. */
final class RunningBatch {
  private final Batch batch;
  private final long batchedNanos;
  private final Map<BlockId, Long> storedNanos;
  private final Map<Integer, Long> committedNanos = new HashMap<>();
  private final List<TaskReport> kept = new ArrayList<>();
  private @Nullable BatchResult result;

  RunningBatch(Batch batch, long batchedNanos, Map<BlockId, Long> storedNanos) {
    this.batch = batch;
    this.batchedNanos = batchedNanos;
    this.storedNanos = storedNanos;
  }

  void committed(int partition, long nanos) {
    committedNanos.putIfAbsent(partition, nanos);
  }

  /**
   * A job of one stage is planned again: what is visible is not made again, so its reports are
   * kept.
   */
  void replaced(BatchResult partial) {
    partial.firstStage().stream().filter(this::isVisible).forEach(kept::add);
    result = partial.withReports(List.of());
  }

  void processed(BatchResult measured) {
    result = measured;
  }

  /** The whole of what was measured, or null when nothing was. */
  @Nullable BatchResult result() {
    if (result == null) {
      return null;
    }
    List<TaskReport> reports = new ArrayList<>(result.firstStage());
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
        measured.firstStage(),
        measured.finishedNanos(),
        committedNanos);
  }

  private boolean isVisible(TaskReport report) {
    return !report.blocks().isEmpty()
        && committedNanos.containsKey(report.blocks().get(0).stream().value());
  }

  private static Set<BlockId> blocksOf(TaskReport report) {
    Set<BlockId> ids = new HashSet<>();
    for (BlockStats block : report.blocks()) {
      ids.add(new BlockId(block.stream(), block.from()));
    }
    return ids;
  }
}
