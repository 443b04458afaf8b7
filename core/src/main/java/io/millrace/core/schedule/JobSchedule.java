package io.millrace.core.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.HashMap;
import java.util.HashSet;
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
 * <p>Batches overlap, except that a stage that writes into sinks is sent only when the same stage
 * of all batches before has been: each of its tasks names the batch before it in each of its sink
 * partitions, which is known only then.
 */
public final class JobSchedule {
  private final JobId job;
  private final JobGraph graph;
  private final PlacementPolicy placement;
  private final RetryPolicy retry;
  private final long taskBytes;
  private final ScheduleEffects effects;
  private final @Nullable Share share;
  private final NavigableMap<BatchId, BatchRun> runs = new TreeMap<>();
  private final Map<Integer, BatchId> lastInPartition = new HashMap<>();
  private Assignment assignment;
  private List<WorkerId> present;

  /**
   * @param taskBytes a task reads at most about this much of a stream
   */
  public JobSchedule(
      JobId job,
      JobGraph graph,
      PlacementPolicy placement,
      RetryPolicy retry,
      long taskBytes,
      Assignment assignment,
      ScheduleEffects effects) {
    this(job, graph, placement, retry, taskBytes, assignment, effects, null);
  }

  private JobSchedule(
      JobId job,
      JobGraph graph,
      PlacementPolicy placement,
      RetryPolicy retry,
      long taskBytes,
      Assignment assignment,
      ScheduleEffects effects,
      @Nullable Share share) {
    this.share = share;
    this.job = job;
    this.graph = graph;
    this.placement = placement;
    this.retry = retry;
    this.taskBytes = taskBytes;
    this.assignment = assignment;
    this.present = assignment.workers();
    this.effects = effects;
  }

  /**
   * The schedule of one worker's share under a lease: of each batch the tasks that read its streams
   * or the partitions which it owns. All of them run there.
   */
  public static JobSchedule ofShare(
      JobId job, GroupLease lease, WorkerId self, Peers peers, ScheduleEffects effects) {
    Set<WorkerId> workers = lease.participants();
    JobSchedule schedule =
        new JobSchedule(
            job,
            lease.graph(),
            new LocalityFirst(),
            new RetryPolicy(lease.terms().maxAttempts()),
            lease.terms().taskBytes(),
            new Assignment(
                lease.planVersion(), List.copyOf(workers), lease.seats(), lease.readers()),
            effects,
            new Share(self, peers));
    schedule.present = List.of(self);
    schedule.lastInPartition.putAll(lease.previous());
    return schedule;
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
  }

  /** Who is here to run tasks; a worker that joined takes second attempts, and owns nothing. */
  public void present(List<WorkerId> workers) {
    present = List.copyOf(workers);
  }

  /**
   * Starts a batch; one of another plan version is ignored.
   *
   * @param visible partitions of sinks that show the batch already
   */
  public void run(Batch batch, long planVersion, Set<Integer> visible) {
    if (planVersion != assignment.version()) {
      return;
    }
    TaskMaker maker = new TaskMaker(batch, graph, assignment, taskBytes, visible);
    runs.put(
        batch.id(), new BatchRun(job, batch, graph, assignment, placement, retry, maker, share));
    advance();
  }

  /** Others have ended stages that feed shuffles. */
  public void peersEnded() {
    advance();
  }

  /** What an executor says of a dispatch. */
  public void report(WorkerId worker, StageRun stageRun, List<TaskOutcome> outcomes) {
    BatchRun run = runs.get(stageRun.batch());
    if (run == null || stageRun.planVersion() != run.planVersion()) {
      return;
    }
    send(run.report(worker, stageRun.stage(), outcomes, present));
    FailedTask failure = run.failure();
    if (failure != null) {
      runs.remove(run.id());
      effects.failed(run.id(), run.planVersion(), failure);
    } else {
      advance();
    }
  }

  /** Sends everything unanswered again: a message may have been lost. */
  public void sendAgain() {
    runs.values().forEach(run -> send(run.startAgain(present)));
  }

  /** Batches given and not yet processed. */
  public int running() {
    return runs.size();
  }

  /** Starts what can be started, in the order of batches and stages, so that one pass is enough. */
  private void advance() {
    Set<Integer> held = new HashSet<>();
    for (BatchRun run : List.copyOf(runs.values())) {
      for (int stage = 0; stage < graph.stages().size(); stage++) {
        if (run.isReady(stage) && !held.contains(stage)) {
          start(run, stage);
        }
        if (share != null && run.hasJustEnded(stage)) {
          share.peers().ended(run.id(), stage, run.sentBy(stage));
        }
        if (graph.stages().get(stage).feedsSink() && !run.isStarted(stage)) {
          held.add(stage);
        }
      }
      if (run.isOver()) {
        runs.remove(run.id());
        effects.processed(run.result());
      }
    }
  }

  private void start(BatchRun run, int stage) {
    Set<Integer> partitions =
        run.makeTasks(stage, partition -> lastInPartition.getOrDefault(partition, BatchId.NONE));
    if (graph.stages().get(stage).feedsSink()) {
      partitions.forEach(partition -> lastInPartition.put(partition, run.id()));
      effects.planned(run.id(), run.planVersion(), partitions);
    }
    send(run.start(stage, present));
  }

  private void send(List<Dispatch> dispatches) {
    dispatches.forEach(effects::dispatch);
  }
}
