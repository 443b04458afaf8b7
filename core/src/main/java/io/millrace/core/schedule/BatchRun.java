package io.millrace.core.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.EndedOutput;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way through the stages of a job, under one version of the assignment. Stages
 * that read streams may start at once, and run side by side; one that reads a shuffle when all that
 * feed it are over. The attempts that counted are named to the stage behind.
 */
final class BatchRun {
  private final JobId job;
  private final Batch batch;
  private final JobGraph graph;
  private final Assignment assignment;
  private final PlacementPolicy placement;
  private final RetryPolicy retry;
  private final TaskMaker maker;
  private final Feeders feeders;
  private final Set<Integer> told = new HashSet<>();
  private final Map<Integer, StageTasks> started = new TreeMap<>();
  private final List<TaskReport> reports = new ArrayList<>();
  private final Map<WorkerId, BatchResult.Work> work = new HashMap<>();
  private long finishedNanos;

  BatchRun(
      JobId job,
      Batch batch,
      JobGraph graph,
      Assignment assignment,
      PlacementPolicy placement,
      RetryPolicy retry,
      TaskMaker maker,
      @Nullable Share share) {
    this.job = job;
    this.batch = batch;
    this.graph = graph;
    this.assignment = assignment;
    this.placement = placement;
    this.retry = retry;
    this.maker = maker;
    this.feeders = share == null ? new OwnStages() : share.of(batch.id());
  }

  /** The stages that this schedule runs, all of them. */
  private final class OwnStages implements Feeders {
    @Override
    public boolean areOver(int shuffle) {
      return graph.feeders(shuffle).stream().allMatch(BatchRun.this::isOver);
    }

    @Override
    public List<MapOutput> outputs(int shuffle, int partition) {
      return graph.feeders(shuffle).stream()
          .flatMap(stage -> tasks(stage).outputsFor(shuffle, partition).stream())
          .toList();
    }

    @Override
    public boolean areShared() {
      return false;
    }

    @Override
    public boolean serve(WorkerId owner) {
      return true;
    }
  }

  BatchId id() {
    return batch.id();
  }

  long planVersion() {
    return assignment.version();
  }

  boolean isStarted(int stage) {
    return started.containsKey(stage);
  }

  /** Whether the stage is to be started now: its input is complete. */
  boolean isReady(int stage) {
    boolean hasInput =
        !(graph.stages().get(stage).input() instanceof StageInput.Shuffle input)
            || feeders.areOver(input.shuffle());
    return hasInput && !isStarted(stage);
  }

  boolean isOver() {
    return started.size() == graph.stages().size()
        && started.keySet().stream().allMatch(this::isOver);
  }

  @Nullable FailedTask failure() {
    for (StageTasks tasks : started.values()) {
      if (tasks.failure() != null) {
        return tasks.failure();
      }
    }
    return null;
  }

  /**
   * Makes the tasks of a stage that is ready.
   *
   * @param previous the batch before this one in a partition of a sink
   * @return the partitions of sinks that they write to
   */
  Set<Integer> makeTasks(int stage, IntFunction<BatchId> previous) {
    StageTasks tasks = new StageTasks(stage, placement, retry);
    maker.make(tasks, graph.stages().get(stage), feeders, previous);
    started.put(stage, tasks);
    return tasks.partitions();
  }

  /** Sends all tasks of a stage. */
  List<Dispatch> start(int stage, List<WorkerId> workers) {
    return dispatches(stage, tasks(stage).start(workers));
  }

  /** Sends what has not been answered once more. */
  List<Dispatch> startAgain(List<WorkerId> workers) {
    List<Dispatch> dispatches = new ArrayList<>();
    started.forEach(
        (stage, tasks) -> dispatches.addAll(dispatches(stage, tasks.startAgain(workers))));
    return dispatches;
  }

  /**
   * Takes the outcomes of tasks of a stage; of one that is not started there can be none.
   *
   * @return the second attempts that this calls for
   */
  List<Dispatch> report(
      WorkerId worker, int stage, List<TaskOutcome> outcomes, List<WorkerId> workers) {
    if (!isStarted(stage)) {
      return List.of();
    }
    boolean readsStreams = graph.stages().get(stage).input() instanceof StageInput.Streams;
    return dispatches(
        stage,
        tasks(stage)
            .report(outcomes, workers, success -> add(worker, success.report(), readsStreams)));
  }

  BatchResult result() {
    int retries = started.values().stream().mapToInt(StageTasks::retries).sum();
    return new BatchResult(id(), planVersion(), reports, finishedNanos, retries, work);
  }

  private void add(WorkerId worker, TaskReport report, boolean readsStreams) {
    work.merge(worker, BatchResult.Work.NONE.plus(report), (sum, one) -> sum.plus(report));
    finishedNanos = Math.max(finishedNanos, report.finishedNanos());
    if (readsStreams) {
      reports.add(report);
    }
  }

  /** Whether a stage that feeds shuffles is over, and this is the first time of asking since. */
  boolean hasJustEnded(int stage) {
    return graph.stages().get(stage).feedsShuffle() && isOver(stage) && told.add(stage);
  }

  /** What a stage has sent into shuffles. */
  List<EndedOutput> sentBy(int stage) {
    List<EndedOutput> sent = new ArrayList<>();
    for (StageOutput output : graph.stages().get(stage).outputs()) {
      if (output instanceof StageOutput.ToShuffle to) {
        for (int i = 0; i < graph.shuffles().get(to.shuffle()); i++) {
          int partition = i;
          tasks(stage)
              .outputsFor(to.shuffle(), partition)
              .forEach(one -> sent.add(new EndedOutput(to.shuffle(), partition, one)));
        }
      }
    }
    return sent;
  }

  private boolean isOver(int stage) {
    StageTasks tasks = started.get(stage);
    return tasks != null && tasks.isOver();
  }

  private StageTasks tasks(int stage) {
    StageTasks tasks = started.get(stage);
    if (tasks == null) {
      throw new IllegalStateException("stage " + stage + " of " + id() + " is not started");
    }
    return tasks;
  }

  private List<Dispatch> dispatches(int stage, Map<WorkerId, List<TaskSpec>> byWorker) {
    if (byWorker.isEmpty()) {
      return List.of();
    }
    StageSpec spec = graph.stages().get(stage);
    StageRun run = new StageRun(job, batch.id(), planVersion(), stage);
    List<ShuffleRoute> routes = routes(spec);
    List<Dispatch> dispatches = new ArrayList<>();
    byWorker.forEach(
        (to, specs) -> dispatches.add(new Dispatch(to, run, spec.binary().id(), routes, specs)));
    return dispatches;
  }

  private List<ShuffleRoute> routes(StageSpec spec) {
    List<ShuffleRoute> routes = new ArrayList<>();
    for (int output = 0; output < spec.outputs().size(); output++) {
      if (spec.outputs().get(output) instanceof StageOutput.ToShuffle to) {
        int partitions = graph.shuffles().get(to.shuffle());
        routes.add(new ShuffleRoute(output, to.shuffle(), assignment.owners(partitions)));
      }
    }
    return routes;
  }
}
