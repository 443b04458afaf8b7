package io.millrace.core.group;

import io.millrace.core.model.EndedOutput;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.LanePayload.ShuffleEnd;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which workers have ended which stages, and what they sent here: all that reducers wait for. */
final class EndBoard {
  private static final Comparator<MapOutput> IN_ORDER =
      Comparator.comparingInt(MapOutput::stage).thenComparingInt(MapOutput::mapTask);

  private final Map<Integer, Set<Feeder>> awaited = new HashMap<>();
  private final Map<BatchId, Map<Feeder, ShuffleEnd>> batches = new HashMap<>();
  private final Map<StreamId, Long> seen = new HashMap<>();

  private record Feeder(int stage, WorkerId worker) {}

  /** A worker that owns no partition of a shuffle waits for nothing there. */
  EndBoard(GroupLease lease, WorkerId self) {
    List<StageSpec> stages = lease.graph().stages();
    for (StageSpec behind : stages) {
      if (behind.input() instanceof StageInput.Shuffle input
          && lease.workersOf(behind).contains(self)) {
        Set<Feeder> feeders = awaited.computeIfAbsent(input.shuffle(), s -> new HashSet<>());
        for (int stage : lease.graph().feeders(input.shuffle())) {
          lease
              .workersOf(stages.get(stage))
              .forEach(worker -> feeders.add(new Feeder(stage, worker)));
        }
      }
    }
  }

  void add(ShuffleEnd end) {
    batches
        .computeIfAbsent(end.run().batch(), batch -> new HashMap<>())
        .put(new Feeder(end.run().stage(), end.from()), end);
    end.cuts().forEach((stream, position) -> seen.merge(stream, position, Math::max));
  }

  boolean haveEnded(BatchId batch, int shuffle) {
    return ends(batch).keySet().containsAll(awaited.getOrDefault(shuffle, Set.of()));
  }

  /** In order of stage and map task. */
  List<MapOutput> outputs(BatchId batch, int shuffle, int partition) {
    List<MapOutput> outputs = new ArrayList<>();
    for (ShuffleEnd end : ends(batch).values()) {
      for (EndedOutput one : end.outputs()) {
        if (one.shuffle() == shuffle && one.partition() == partition) {
          outputs.add(one.output());
        }
      }
    }
    outputs.sort(IN_ORDER);
    return outputs;
  }

  /** Where the batch was cut in the streams of those who have told. */
  Map<StreamId, Long> cuts(BatchId batch) {
    Map<StreamId, Long> cuts = new HashMap<>();
    ends(batch).values().forEach(end -> cuts.putAll(end.cuts()));
    return cuts;
  }

  /** How far any batch went, by stream. */
  Map<StreamId, Long> seen() {
    return seen;
  }

  void forget(BatchId batch) {
    batches.remove(batch);
  }

  private Map<Feeder, ShuffleEnd> ends(BatchId batch) {
    return batches.getOrDefault(batch, Map.of());
  }
}
