package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.config.DeadLetterSettings;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.JobRefs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an executor knows of one job. */
final class JobRuns {
  /** More batches than are ever in flight. */
  private static final int BATCHES_REMEMBERED = 64;

  private final Executor.Prepare order;
  private final Map<TaskBinaryId, List<RunTasks>> held = new HashMap<>();
  private final Map<BatchId, Long> newestPlans = new LinkedHashMap<>();
  private CacheUse cacheUse = CacheUse.NONE;
  private Executor.@Nullable Prepared prepared;
  private @Nullable ActorRef<DeadLetters.Command> deadLetters;

  JobRuns(Executor.Prepare order) {
    this.order = order;
  }

  JobId job() {
    return order.job();
  }

  String name() {
    return order.name();
  }

  JobRefs refs() {
    return order.refs();
  }

  JobClasses classes() {
    return order.classes();
  }

  DeadLetterSettings deadLetterSettings() {
    return order.deadLetter();
  }

  /** The answer to the preparation. */
  Executor.Prepared prepared() {
    return Objects.requireNonNull(prepared, "prepared before it is asked for");
  }

  void prepared(Executor.Prepared answer) {
    prepared = answer;
  }

  /** Null until a record was rejected. */
  @Nullable ActorRef<DeadLetters.Command> deadLetters() {
    return deadLetters;
  }

  void deadLettersOpened(ActorRef<DeadLetters.Command> opened) {
    deadLetters = opened;
  }

  /** Whether no newer plan version of the batch was seen; remembers this one. */
  boolean isNewest(StageRun run) {
    Long newest = newestPlans.get(run.batch());
    if (newest != null && newest > run.planVersion()) {
      return false;
    }
    newestPlans.put(run.batch(), run.planVersion());
    if (newestPlans.size() > BATCHES_REMEMBERED) {
      newestPlans.remove(newestPlans.keySet().iterator().next());
    }
    return true;
  }

  /** Keeps a dispatch until its binary is here. */
  void hold(RunTasks dispatch) {
    List<RunTasks> waiting = held.computeIfAbsent(dispatch.binary(), id -> new ArrayList<>());
    if (!waiting.contains(dispatch)) {
      waiting.add(dispatch);
    }
  }

  /** The dispatches that were kept for a binary. */
  List<RunTasks> release(TaskBinaryId binary) {
    List<RunTasks> waiting = held.remove(binary);
    return waiting == null ? List.of() : waiting;
  }

  void count(CacheUse use) {
    cacheUse = cacheUse.plus(use);
  }

  /** What was counted since the last call. */
  CacheUse takeCacheUse() {
    CacheUse taken = cacheUse;
    cacheUse = CacheUse.NONE;
    return taken;
  }
}
