package io.millrace.core.schedule;

import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskOutcome.Succeeded;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one stage of a batch. The stage is over when each of them has one successful
 * attempt; these are the ones that count.
 */
final class StageTasks {
  private final int stage;
  private final PlacementPolicy placement;
  private final RetryPolicy retry;
  private final NavigableMap<Integer, Attempt> tasks = new TreeMap<>();
  private int open;
  private int retries;
  private @Nullable FailedTask failure;

  /** A task and the attempt that is under way or has succeeded. */
  private static final class Attempt {
    private final TaskInput input;
    private final List<SinkTarget> sinks;
    private final int index;
    private int number = 1;
    private int losses;
    private boolean waits;
    private @Nullable WorkerId at;
    private @Nullable Succeeded success;

    private Attempt(int index, TaskInput input, List<SinkTarget> sinks) {
      this.index = index;
      this.input = input;
      this.sinks = sinks;
    }

    /** How many attempts have failed, this one included; those without input are none. */
    private int failures() {
      return number - losses;
    }

    private TaskSpec spec() {
      return new TaskSpec(index, number, input, sinks);
    }
  }

  StageTasks(int stage, PlacementPolicy placement, RetryPolicy retry) {
    this.stage = stage;
    this.placement = placement;
    this.retry = retry;
  }

  /**
   * @param index orders the tasks; they need not be numbered without gaps
   */
  void add(int index, TaskInput input, List<SinkTarget> sinks) {
    tasks.put(index, new Attempt(index, input, sinks));
    open++;
  }

  int size() {
    return tasks.size();
  }

  /** The partitions of sinks that the tasks write to. */
  Set<Integer> partitions() {
    Set<Integer> partitions = new TreeSet<>();
    tasks.values().forEach(task -> task.sinks.forEach(sink -> partitions.add(sink.partition())));
    return partitions;
  }

  boolean isOver() {
    return open == 0;
  }

  int retries() {
    return retries;
  }

  @Nullable FailedTask failure() {
    return failure;
  }

  /** All of them, by the worker each is to run on. */
  Map<WorkerId, List<TaskSpec>> start(List<WorkerId> workers) {
    return placed(tasks.values(), workers);
  }

  /**
   * What has not been answered once more, to where it was sent: executors know duplicates. A task
   * whose input was lost is tried anew.
   */
  Map<WorkerId, List<TaskSpec>> startAgain(List<WorkerId> workers) {
    List<Attempt> unanswered =
        tasks.values().stream().filter(task -> task.success == null).toList();
    for (Attempt task : unanswered) {
      if (task.waits) {
        renew(task);
      }
    }
    return placed(unanswered, workers);
  }

  /**
   * Takes outcomes; answers of older attempts don't count.
   *
   * @param counted takes each success that does
   * @return the second attempts that this calls for
   */
  Map<WorkerId, List<TaskSpec>> report(
      List<TaskOutcome> outcomes, List<WorkerId> workers, Consumer<Succeeded> counted) {
    List<Attempt> again = new ArrayList<>();
    for (TaskOutcome outcome : outcomes) {
      Attempt task = tasks.get(outcome.index());
      if (task == null || task.success != null || task.number != outcome.attempt()) {
        continue;
      }
      if (outcome instanceof Succeeded success) {
        task.success = success;
        open--;
        counted.accept(success);
      } else if (outcome instanceof TaskOutcome.InputLost && retry.allowsAnother(++task.losses)) {
        // Most likely its holder is gone, and the batch is about to be planned again.
        task.waits = true;
      } else if (outcome instanceof TaskOutcome.Failed && retry.allowsAnother(task.failures())) {
        renew(task);
        again.add(task);
      } else {
        failure = failureOf(task, outcome);
      }
    }
    return failure == null ? placed(again, workers) : Map.of();
  }

  /** What the tasks have sent to one partition of a shuffle, in their order. */
  List<MapOutput> outputsFor(int shuffle, int partition) {
    List<MapOutput> outputs = new ArrayList<>();
    for (Attempt task : tasks.values()) {
      int chunks = task.success == null ? 0 : chunks(task.success, shuffle, partition);
      if (chunks > 0) {
        outputs.add(new MapOutput(stage, task.index, task.number, chunks));
      }
    }
    return outputs;
  }

  private static int chunks(Succeeded success, int shuffle, int partition) {
    for (ChunkCounts counts : success.chunks()) {
      if (counts.shuffle() == shuffle) {
        return counts.chunks().get(partition);
      }
    }
    return 0;
  }

  private void renew(Attempt task) {
    task.number++;
    task.waits = false;
    task.at = null;
    retries++;
  }

  private static FailedTask failureOf(Attempt task, TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Failed failed) {
      return new FailedTask(failed.failure(), task.failures());
    }
    TaskOutcome.InputLost lost = (TaskOutcome.InputLost) outcome;
    TaskFailure gone = new TaskFailure(ErrorCategory.RESOURCE, "input", lost.what());
    return new FailedTask(gone, task.losses);
  }

  private Map<WorkerId, List<TaskSpec>> placed(
      Collection<Attempt> attempts, List<WorkerId> workers) {
    Map<WorkerId, List<TaskSpec>> byWorker = new TreeMap<>();
    for (Attempt task : attempts) {
      WorkerId worker = task.at;
      if (worker == null || !workers.contains(worker)) {
        worker = placement.place(task.input, task.number, workers);
        task.at = worker;
      }
      byWorker.computeIfAbsent(worker, w -> new ArrayList<>()).add(task.spec());
    }
    return byWorker;
  }
}
