package io.millrace.testkit.simulation;

import io.millrace.core.gate.Parts;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.LanePayload.BlockCopy;
import io.millrace.core.model.LanePayload.BlocksWanted;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.TaskSpec;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The executor of a worker: any number of slots, but each task takes its time and may fail. */
final class TaskRunner {
  private static final TaskReport NOTHING_MEASURED =
      new TaskReport(0, 0, 0, 0, 0, 0, new byte[0], 0, 0, List.of());

  private final SimulatedWorker worker;
  private final TaskOutputs outputs;
  private final Map<Id, Attempt> underWay = new LinkedHashMap<>();
  private final Map<Id, TaskOutcome> ended = new HashMap<>();
  private final List<RunTasks> unanswered = new ArrayList<>();
  private final Map<BatchId, Long> newestPlans = new HashMap<>();
  private BatchId forgotten = BatchId.NONE;
  private long pins;

  TaskRunner(SimulatedWorker worker) {
    this.worker = worker;
    this.outputs = new TaskOutputs(worker);
  }

  private record Id(StageRun run, int index, int number) {
    private static Id of(StageRun run, TaskSpec spec) {
      return new Id(run, spec.index(), spec.attempt());
    }
  }

  private record Attempt(
      Id id,
      long pin,
      TaskSpec spec,
      List<ShuffleRoute> shuffles,
      Map<BlockId, byte[]> here,
      Map<BlockId, Parts> coming) {}

  void onRunTasks(RunTasks message) {
    StageRun run = message.run();
    long newest = newestPlans.merge(run.batch(), run.planVersion(), Math::max);
    if (newest > run.planVersion() || run.batch().compareTo(forgotten) <= 0) {
      return;
    }
    cancel(id -> id.run.batch().equals(run.batch()) && id.run.planVersion() < newest);
    unanswered.add(message);
    for (TaskSpec spec : message.tasks()) {
      Id id = Id.of(run, spec);
      if (!underWay.containsKey(id) && !ended.containsKey(id)) {
        begin(new Attempt(id, ++pins, spec, message.shuffles(), new HashMap<>(), new HashMap<>()));
      }
    }
    answer();
  }

  void onBlockCopy(BlockCopy copy) {
    BlockId block = copy.meta().id();
    for (Attempt attempt : List.copyOf(underWay.values())) {
      Parts parts = attempt.coming.get(block);
      if (parts != null) {
        parts.add(copy.part(), copy.bytes());
        if (parts.complete()) {
          attempt.coming.remove(block);
          attempt.here.put(block, parts.joined());
          runIfComplete(attempt);
        }
      }
    }
  }

  void onBlockMissing(BlockId block) {
    for (Attempt attempt : List.copyOf(underWay.values())) {
      if (attempt.coming.containsKey(block)) {
        inputLost(attempt, block);
      }
    }
    answer();
  }

  /** Batches up to this one are over. */
  void forget(BatchId through) {
    forgotten = through.compareTo(forgotten) > 0 ? through : forgotten;
    cancel(id -> id.run.batch().compareTo(forgotten) <= 0);
    ended.keySet().removeIf(id -> id.run.batch().compareTo(forgotten) <= 0);
    newestPlans.keySet().removeIf(batch -> batch.compareTo(forgotten) <= 0);
  }

  private void cancel(Predicate<Id> which) {
    List<Id> cancelled = underWay.keySet().stream().filter(which).toList();
    cancelled.forEach(this::letGo);
    unanswered.removeIf(
        dispatch ->
            dispatch.tasks().stream().anyMatch(task -> which.test(Id.of(dispatch.run(), task))));
  }

  private void letGo(Id id) {
    Attempt attempt = underWay.remove(id);
    worker.shuffled().giveUp(id);
    if (attempt != null) {
      worker.blocks().unpin(attempt.pin);
    }
  }

  private void begin(Attempt attempt) {
    underWay.put(attempt.id, attempt);
    if (attempt.spec.input() instanceof TaskInput.Shuffled shuffled) {
      worker.shuffled().await(attempt.id, attempt.id.run, shuffled, () -> start(attempt));
    } else {
      takeBlocks(attempt, ((TaskInput.Blocks) attempt.spec.input()).blocks());
    }
  }

  private void takeBlocks(Attempt attempt, List<BlockRef> blocks) {
    Set<BlockId> pinned = new HashSet<>();
    for (BlockRef block : blocks) {
      BlockId id = block.meta().id();
      byte[] bytes = worker.blocks().bytes(id);
      if (bytes != null) {
        pinned.add(id);
        attempt.here.put(id, bytes);
      } else if (block.holder().equals(worker.id())) {
        inputLost(attempt, id);
        return;
      } else {
        attempt.coming.put(id, new Parts(worker.partsOf(block.meta().length())));
      }
    }
    worker.blocks().pin(attempt.pin, pinned);
    List<BlockId> wanted =
        blocks.stream().map(b -> b.meta().id()).filter(attempt.coming::containsKey).toList();
    if (!wanted.isEmpty()) {
      worker.send(blocks.get(0).holder(), new BlocksWanted(worker.job(), wanted, worker.id()));
    }
    runIfComplete(attempt);
  }

  private void runIfComplete(Attempt attempt) {
    if (attempt.coming.isEmpty()) {
      start(attempt);
    }
  }

  private void start(Attempt attempt) {
    long duration = worker.random().nextLong(worker.parameters().longestTask());
    worker.after(duration, "ends task " + attempt.id, () -> end(attempt));
  }

  private void end(Attempt attempt) {
    if (!underWay.containsKey(attempt.id)) {
      return;
    }
    TaskSpec spec = attempt.spec;
    boolean mayFail = spec.attempt() < worker.parameters().maxAttempts();
    boolean fails = mayFail && worker.random().nextDouble() < worker.parameters().taskFailures();
    List<ChunkCounts> chunks =
        outputs.send(attempt.id.run, spec, attempt.shuffles, read(attempt), fails);
    end(
        attempt,
        fails
            ? new TaskOutcome.Failed(spec.index(), spec.attempt(), planted())
            : new TaskOutcome.Succeeded(spec.index(), spec.attempt(), NOTHING_MEASURED, chunks));
    answer();
  }

  private static TaskFailure planted() {
    return new TaskFailure(ErrorCategory.USER_CODE, "map", "planted");
  }

  private List<Long> read(Attempt attempt) {
    if (attempt.spec.input() instanceof TaskInput.Shuffled shuffled) {
      return worker.shuffled().read(attempt.id.run, shuffled);
    }
    List<Long> numbers = new ArrayList<>();
    for (BlockRef block : ((TaskInput.Blocks) attempt.spec.input()).blocks()) {
      byte[] bytes = attempt.here.get(block.meta().id());
      numbers.addAll(Records.decode(bytes == null ? new byte[0] : bytes));
    }
    return numbers;
  }

  private void inputLost(Attempt attempt, BlockId block) {
    TaskSpec spec = attempt.spec;
    end(attempt, new TaskOutcome.InputLost(spec.index(), spec.attempt(), block + " is gone"));
  }

  private void end(Attempt attempt, TaskOutcome outcome) {
    letGo(attempt.id);
    ended.put(attempt.id, outcome);
  }

  /** One report a dispatch, when all of its tasks have ended. */
  private void answer() {
    for (RunTasks dispatch : List.copyOf(unanswered)) {
      List<TaskOutcome> outcomes = new ArrayList<>();
      for (TaskSpec task : dispatch.tasks()) {
        TaskOutcome outcome = ended.get(Id.of(dispatch.run(), task));
        if (outcome != null) {
          outcomes.add(outcome);
        }
      }
      if (outcomes.size() == dispatch.tasks().size()) {
        unanswered.remove(dispatch);
        worker.tellDriver(
            "executor", new StageReport(worker.id(), dispatch.run(), outcomes, CacheUse.NONE));
      }
    }
  }
}
