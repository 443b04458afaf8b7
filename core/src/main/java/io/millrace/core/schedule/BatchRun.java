package io.millrace.core.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way through the stages of a job, under one version of the assignment. Stages run
 * one after the other; a stage is over when each of its tasks has one successful attempt, and the
 * attempts that counted are named to the stage behind.
 */
final class BatchRun {
  private final JobId job;
  private final Batch batch;
  private final List<StagePlan> stages;
  private final Assignment assignment;
  private final PlacementPolicy placement;
  private final RetryPolicy retry;
  private final long taskBytes;
  private final Set<Integer> visible;
  private final List<TaskReport> firstStage = new ArrayList<>();
  private final Map<WorkerId, BatchResult.Work> work = new HashMap<>();
  private List<Attempt> tasks = List.of();
  private int stage;
  private int retries;
  private long finishedNanos;
  private @Nullable TaskFailure failure;

  /** A task and the attempt that is under way or has succeeded. */
  private static final class Attempt {
    private final TaskInput input;
    private final @Nullable SinkTarget sink;
    private final int index;
    private int number = 1;
    private int losses;
    private boolean waits;
    private @Nullable WorkerId at;
    private TaskOutcome.@Nullable Succeeded success;

    private Attempt(int index, TaskInput input, @Nullable SinkTarget sink) {
      this.index = index;
      this.input = input;
      this.sink = sink;
    }

    private TaskSpec spec() {
      return new TaskSpec(index, number, input, sink);
    }
  }

  BatchRun(
      JobId job,
      Batch batch,
      List<StagePlan> stages,
      Assignment assignment,
      PlacementPolicy placement,
      RetryPolicy retry,
      long taskBytes,
      Set<Integer> visible) {
    this.job = job;
    this.visible = visible;
    this.batch = batch;
    this.stages = stages;
    this.assignment = assignment;
    this.placement = placement;
    this.retry = retry;
    this.taskBytes = taskBytes;
  }

  BatchId id() {
    return batch.id();
  }

  long planVersion() {
    return assignment.version();
  }

  int stage() {
    return stage;
  }

  /** Whether the stage that would be sent next is the last. */
  boolean atLastStage() {
    return stages.get(stage).isLast();
  }

  boolean isStageOver() {
    return tasks.stream().allMatch(task -> task.success != null);
  }

  @Nullable TaskFailure failure() {
    return failure;
  }

  /**
   * The partitions of the sink that the current stage, the last one, writes to.
   *
   * @param previous the batch before this one in a partition
   */
  Collection<Integer> makeTasks(IntFunction<BatchId> previous) {
    List<Attempt> made = stage == 0 ? blockTasks(previous) : reduceTasks(previous);
    tasks = made;
    List<Integer> partitions = new ArrayList<>();
    for (Attempt task : made) {
      if (task.sink != null && !partitions.contains(task.sink.partition())) {
        partitions.add(task.sink.partition());
      }
    }
    return partitions;
  }

  /** Sends all tasks of the stage. */
  List<Dispatch> start(List<WorkerId> workers) {
    return send(tasks, workers);
  }

  /**
   * Sends what has not been answered once more, to where it was sent: executors know duplicates. A
   * task whose input was lost is tried anew.
   */
  List<Dispatch> startAgain(List<WorkerId> workers) {
    List<Attempt> unanswered = tasks.stream().filter(task -> task.success == null).toList();
    for (Attempt task : unanswered) {
      if (task.waits) {
        renew(task);
      }
    }
    return send(unanswered, workers);
  }

  /**
   * Takes the outcomes of tasks of the current stage; answers of older attempts don't count.
   *
   * @return the second attempts that this calls for
   */
  List<Dispatch> report(WorkerId worker, List<TaskOutcome> outcomes, List<WorkerId> workers) {
    List<Attempt> again = new ArrayList<>();
    for (TaskOutcome outcome : outcomes) {
      Attempt task = outcome.index() < tasks.size() ? tasks.get(outcome.index()) : null;
      if (task == null || task.success != null || task.number != outcome.attempt()) {
        continue;
      }
      if (outcome instanceof TaskOutcome.Succeeded success) {
        succeeded(task, worker, success);
      } else if (outcome instanceof TaskOutcome.InputLost && retry.allowsAnother(++task.losses)) {
        task.waits =
            true; // most likely its holder is gone, and the batch is about to be planned again
      } else if (outcome instanceof TaskOutcome.Failed
          && retry.allowsAnother(task.number - task.losses)) {
        renew(task);
        again.add(task);
      } else {
        failure = failureOf(outcome);
      }
    }
    return failure == null ? send(again, workers) : List.of();
  }

  private void renew(Attempt task) {
    task.number++;
    task.waits = false;
    task.at = null;
    retries++;
  }

  void nextStage() {
    stage++;
  }

  BatchResult result() {
    return new BatchResult(id(), planVersion(), firstStage, finishedNanos, retries, work);
  }

  private void succeeded(Attempt task, WorkerId worker, TaskOutcome.Succeeded success) {
    task.success = success;
    TaskReport report = success.report();
    work.merge(worker, BatchResult.Work.NONE.plus(report), (sum, one) -> sum.plus(report));
    finishedNanos = Math.max(finishedNanos, report.finishedNanos());
    if (stage == 0) {
      firstStage.add(report);
    }
  }

  private static TaskFailure failureOf(TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Failed failed) {
      return failed.failure();
    }
    TaskOutcome.InputLost lost = (TaskOutcome.InputLost) outcome;
    return new TaskFailure(ErrorCategory.RESOURCE, "input", lost.what());
  }

  private List<Dispatch> send(List<Attempt> attempts, List<WorkerId> workers) {
    Map<WorkerId, List<TaskSpec>> byWorker = new TreeMap<>();
    for (Attempt task : attempts) {
      WorkerId worker = task.at;
      if (worker == null || !workers.contains(worker)) {
        worker = placement.place(task.input, task.number, workers);
        task.at = worker;
      }
      byWorker.computeIfAbsent(worker, w -> new ArrayList<>()).add(task.spec());
    }
    StagePlan plan = stages.get(stage);
    List<WorkerId> owners = assignment.owners(plan.shufflePartitions());
    StageRun run = new StageRun(job, batch.id(), planVersion(), stage);
    List<Dispatch> dispatches = new ArrayList<>();
    byWorker.forEach(
        (to, specs) -> dispatches.add(new Dispatch(to, run, plan.binary(), owners, specs)));
    return dispatches;
  }

  private List<Attempt> blockTasks(IntFunction<BatchId> previous) {
    Map<StreamId, List<List<BlockRef>>> parts = new LinkedHashMap<>();
    for (BlockRef block : batch.blocks()) {
      addToParts(parts.computeIfAbsent(block.meta().stream(), s -> new ArrayList<>()), block);
    }
    List<Attempt> made = new ArrayList<>();
    parts.forEach(
        (stream, lists) -> {
          for (int i = 0; i < lists.size(); i++) {
            SinkTarget sink =
                atLastStage() ? streamTarget(stream, previous, i, lists.size()) : null;
            made.add(new Attempt(made.size(), new TaskInput.Blocks(lists.get(i)), sink));
          }
        });
    return made;
  }

  private void addToParts(List<List<BlockRef>> parts, BlockRef block) {
    List<BlockRef> last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    boolean fits =
        last != null
            && last.get(0).holder().equals(block.holder())
            && block.meta().to() - last.get(0).meta().from() <= taskBytes;
    if (last == null || !fits) {
      last = new ArrayList<>();
      parts.add(last);
    }
    last.add(block);
  }

  private SinkTarget streamTarget(
      StreamId stream, IntFunction<BatchId> previous, int index, int outputs) {
    int partition = stream.value();
    return new SinkTarget(
        partition, assignment.ownerOf(stream), previous.apply(partition), index, outputs);
  }

  private List<Attempt> reduceTasks(IntFunction<BatchId> previous) {
    int partitions = stages.get(stage - 1).shufflePartitions();
    List<Attempt> made = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      List<MapOutput> outputs = outputsFor(partition);
      if (outputs.isEmpty() || (atLastStage() && visible.contains(partition))) {
        continue;
      }
      WorkerId owner = assignment.ownerOf(partition);
      SinkTarget sink =
          atLastStage() ? new SinkTarget(partition, owner, previous.apply(partition), 0, 1) : null;
      made.add(new Attempt(made.size(), new TaskInput.Shuffled(partition, owner, outputs), sink));
    }
    return made;
  }

  /** The map outputs that a partition received something from. */
  private List<MapOutput> outputsFor(int partition) {
    List<MapOutput> outputs = new ArrayList<>();
    for (Attempt map : tasks) {
      TaskOutcome.Succeeded success = map.success;
      int chunks =
          success == null || success.chunks().isEmpty() ? 0 : success.chunks().get(partition);
      if (chunks > 0) {
        outputs.add(new MapOutput(map.index, map.number, chunks));
      }
    }
    return outputs;
  }
}
