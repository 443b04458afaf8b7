package io.millrace.testkit.simulation;

import io.millrace.core.gate.ReducerGate;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.LanePayload.ShuffleChunk;
import io.millrace.core.model.LanePayload.ShuffleWanted;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The shuffle inbox of a worker: chunks that came in, and who waits for them. */
final class MapOutputs {
  private final SimulatedWorker worker;
  private final Map<ShuffleKey, NavigableMap<Integer, ShuffleChunk>> chunks = new HashMap<>();
  private final Map<Object, Waiting> waiting = new LinkedHashMap<>();
  private final Map<ShuffleKey, List<WorkerId>> wantedElsewhere = new HashMap<>();
  private BatchId forgotten = BatchId.NONE;

  MapOutputs(SimulatedWorker worker) {
    this.worker = worker;
  }

  private record Waiting(ReducerGate gate, Runnable ready) {}

  /** Lets the task run when its gate says that all is here. */
  void await(Object attempt, StageRun run, TaskInput.Shuffled input, Runnable ready) {
    Waiting newcomer = new Waiting(new ReducerGate(run, input), ready);
    waiting.put(attempt, newcomer);
    List<ShuffleKey> keys = input.keys(run);
    if (!input.owner().equals(worker.id())) {
      worker.send(input.owner(), new ShuffleWanted(keys, worker.id()));
    }
    for (ShuffleKey key : keys) {
      chunksOf(key).values().forEach(chunk -> arrived(newcomer, chunk));
    }
    letRun();
  }

  void giveUp(Object attempt) {
    waiting.remove(attempt);
  }

  void onChunk(ShuffleChunk chunk) {
    ShuffleKey key = chunk.key();
    if (key.run().batch().compareTo(forgotten) <= 0) {
      return;
    }
    chunksOf(key).put(chunk.index(), chunk);
    wantedElsewhere.getOrDefault(key, List.of()).forEach(to -> worker.send(to, chunk));
    for (Waiting one : List.copyOf(waiting.values())) {
      arrived(one, chunk);
    }
    letRun();
  }

  void onWanted(ShuffleWanted wanted) {
    for (ShuffleKey key : wanted.keys()) {
      if (key.run().batch().compareTo(forgotten) > 0) {
        wantedElsewhere.computeIfAbsent(key, k -> new ArrayList<>()).add(wanted.replyTo());
        List<LanePayload> here = List.copyOf(chunksOf(key).values());
        here.forEach(chunk -> worker.send(wanted.replyTo(), chunk));
      }
    }
  }

  /** What a task that may run reads, in the order it was told. */
  List<Long> read(StageRun run, TaskInput.Shuffled input) {
    List<Long> numbers = new ArrayList<>();
    for (ShuffleKey key : input.keys(run)) {
      chunksOf(key).values().forEach(chunk -> numbers.addAll(Records.numbers(chunk.bytes())));
    }
    return numbers;
  }

  void forget(BatchId through) {
    forgotten = through.compareTo(forgotten) > 0 ? through : forgotten;
    chunks.keySet().removeIf(key -> key.run().batch().compareTo(forgotten) <= 0);
    wantedElsewhere.keySet().removeIf(key -> key.run().batch().compareTo(forgotten) <= 0);
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  private NavigableMap<Integer, ShuffleChunk> chunksOf(ShuffleKey key) {
    return chunks.computeIfAbsent(key, k -> new TreeMap<>());
  }

  private static void arrived(Waiting one, ShuffleChunk chunk) {
    one.gate.arrived(chunk.key(), chunk.index());
  }

  private void letRun() {
    for (Map.Entry<Object, Waiting> one : List.copyOf(waiting.entrySet())) {
      if (one.getValue().gate.complete() && waiting.remove(one.getKey()) != null) {
        one.getValue().ready.run();
      }
    }
  }
}
