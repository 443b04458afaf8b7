package io.millrace.core.group;

import io.millrace.core.batch.BatchFlow;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeasedBatch;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.Dispatch;
import io.millrace.core.schedule.FailedTask;
import io.millrace.core.schedule.ScheduleEffects;
import io.millrace.dsl.BatchId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of the batches of a share: its flow and its next report hear of it. */
final class ShareResults implements ScheduleEffects {
  private final BatchFlow flow;
  private final ReportDraft draft;
  private final Exchange exchange;
  private final ShareEffects effects;
  private final Map<BatchId, Set<Integer>> partitions = new HashMap<>();

  ShareResults(BatchFlow flow, ReportDraft draft, Exchange exchange, ShareEffects effects) {
    this.flow = flow;
    this.draft = draft;
    this.exchange = exchange;
    this.effects = effects;
  }

  @Override
  public void dispatch(Dispatch dispatch) {
    effects.run(dispatch);
  }

  @Override
  public void planned(BatchId batch, long planVersion, Collection<Integer> written) {
    partitions.computeIfAbsent(batch, b -> new HashSet<>()).addAll(written);
    flow.planned(batch, flow.planVersion(), written);
  }

  @Override
  public void processed(BatchResult result) {
    BatchId batch = result.batch();
    Set<Integer> written = partitions.remove(batch);
    BatchResult.Work all =
        result.work().values().stream()
            .reduce(new BatchResult.Work(0, 0, 0), BatchResult.Work::plus);
    draft.done(
        new LeasedBatch(
            batch,
            written == null ? List.of() : List.copyOf(written),
            result.reports(),
            result.finishedNanos(),
            result.retries(),
            all.tasks(),
            all.records(),
            all.shuffleBytesIn()));
    exchange.forget(batch);
    flow.processed(batch, flow.planVersion());
  }

  @Override
  public void replaced(BatchResult partial) {
    throw new IllegalStateException(partial.batch() + " is not planned again under a lease");
  }

  @Override
  public void failed(BatchId batch, long planVersion, FailedTask task) {
    draft.failed(new LeaseReport.FailedBatch(batch, task.last(), task.times()));
    flow.failed(batch, flow.planVersion());
  }
}
