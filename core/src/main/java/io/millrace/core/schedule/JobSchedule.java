package io.millrace.core.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one job that are being run: a single-threaded machine that answers with {@link
 * ScheduleEffects}.
 *
 * <p>Batches overlap, except that the last stage of a batch is sent only when those of all batches
 * before it have been: each of its tasks names the batch before it in its sink partition, which is
 * known only then.
 */
public final class JobSchedule {
  private final JobId job;
  private final List<StagePlan> stages;
  private final PlacementPolicy placement;
  private final RetryPolicy retry;
  private final long taskBytes;
  private final ScheduleEffects effects;
  private final NavigableMap<BatchId, BatchRun> runs = new TreeMap<>();
  private final Map<Integer, BatchId> lastInPartition = new HashMap<>();
  private Assignment assignment;
  private List<WorkerId> present;
  private BatchId lastStageSent = BatchId.NONE;

  /**
   * @param taskBytes a task reads at most about this much of a stream
   */
  public JobSchedule(
      JobId job,
      List<StagePlan> stages,
      PlacementPolicy placement,
      RetryPolicy retry,
      long taskBytes,
      Assignment assignment,
      ScheduleEffects effects) {
    this.job = job;
    this.stages = List.copyOf(stages);
    this.placement = placement;
    this.retry = retry;
    this.taskBytes = taskBytes;
    this.assignment = assignment;
    this.present = assignment.workers();
    this.effects = effects;
  }

  /**
   * Goes on under a newer assignment: everything in flight is forgotten and will be given again, in
   * order, by {@link #run}. What its tasks have measured so far is handed on, since output that is
   * visible is not made again.
   */
  public void reassign(Assignment newer) {
    runs.values().forEach(run -> effects.replaced(run.result()));
    assignment = newer;
    present = newer.workers();
    runs.clear();
    lastInPartition.clear();
    lastStageSent = BatchId.NONE;
  }

  /** Who is here to run tasks; a worker that joined takes second attempts, and owns nothing. */
  public void present(List<WorkerId> workers) {
    present = List.copyOf(workers);
  }

  /**
   * Starts a batch; one of another plan version is ignored.
   *
   * @param visible partitions of the sink that show the batch already
   */
  public void run(Batch batch, long planVersion, Set<Integer> visible) {
    if (planVersion != assignment.version()) {
      return;
    }
    BatchRun run =
        new BatchRun(job, batch, stages, assignment, placement, retry, taskBytes, visible);
    runs.put(batch.id(), run);
    if (!run.atLastStage()) {
      run.makeTasks(partition -> BatchId.NONE);
      send(run.start(present));
    }
    sendLastStages();
  }

  /** What an executor says of a dispatch. */
  public void report(WorkerId worker, StageRun stageRun, List<TaskOutcome> outcomes) {
    BatchRun run = runs.get(stageRun.batch());
    if (run == null
        || stageRun.planVersion() != run.planVersion()
        || stageRun.stage() != run.stage()) {
      return;
    }
    send(run.report(worker, outcomes, present));
    TaskFailure failure = run.failure();
    if (failure != null) {
      runs.remove(run.id());
      effects.failed(run.id(), run.planVersion(), failure);
    } else if (run.isStageOver()) {
      advance(run);
    }
  }

  /** Sends everything unanswered again: a message may have been lost. */
  public void sendAgain() {
    for (BatchRun run : runs.values()) {
      boolean sent = !run.atLastStage() || run.id().compareTo(lastStageSent) <= 0;
      if (sent) {
        send(run.startAgain(present));
      }
    }
  }

  /** Batches given and not yet processed. */
  public int running() {
    return runs.size();
  }

  private void advance(BatchRun run) {
    if (run.atLastStage()) {
      runs.remove(run.id());
      effects.processed(run.result());
      return;
    }
    run.nextStage();
    if (!run.atLastStage()) {
      run.makeTasks(partition -> BatchId.NONE);
      if (run.isStageOver()) {
        advance(run);
      } else {
        send(run.start(present));
      }
    }
    sendLastStages();
  }

  /** In the order of the batches, as far as they have come. */
  private void sendLastStages() {
    BatchRun run = nextForLastStage();
    while (run != null && run.atLastStage()) {
      lastStageSent = run.id();
      sendLastStage(run);
      run = nextForLastStage();
    }
  }

  private @Nullable BatchRun nextForLastStage() {
    var entry = runs.higherEntry(lastStageSent);
    return entry == null ? null : entry.getValue();
  }

  private void sendLastStage(BatchRun run) {
    Collection<Integer> partitions =
        run.makeTasks(partition -> lastInPartition.getOrDefault(partition, BatchId.NONE));
    partitions.forEach(partition -> lastInPartition.put(partition, run.id()));
    effects.planned(run.id(), run.planVersion(), partitions);
    if (run.isStageOver()) {
      advance(run);
    } else {
      send(run.start(present));
    }
  }

  private void send(List<Dispatch> dispatches) {
    dispatches.forEach(effects::dispatch);
  }
}
