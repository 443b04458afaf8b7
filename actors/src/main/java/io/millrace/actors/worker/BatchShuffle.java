package io.millrace.actors.worker;

import io.millrace.core.gate.Parts;
import io.millrace.core.model.LanePayload.ShuffleChunk;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.WorkerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The map output of one batch under one plan version, and which other workers want it too. */
final class BatchShuffle {
  private static final Parts NOTHING = new Parts(0);

  private final long planVersion;
  private final Map<ShuffleKey, Parts> outputs = new HashMap<>();
  private final Map<ShuffleKey, Set<WorkerId>> followers = new HashMap<>();

  BatchShuffle(long planVersion) {
    this.planVersion = planVersion;
  }

  long planVersion() {
    return planVersion;
  }

  /** Keeps a chunk; false when it is here already. */
  boolean add(ShuffleChunk chunk) {
    return outputs
        .computeIfAbsent(chunk.key(), key -> new Parts(chunk.chunks()))
        .add(chunk.index(), chunk.bytes());
  }

  /** What is here of an output. */
  Parts output(ShuffleKey key) {
    return outputs.getOrDefault(key, NOTHING);
  }

  /** What is here of an output, as it came. */
  List<ShuffleChunk> chunks(ShuffleKey key) {
    Parts output = output(key);
    List<ShuffleChunk> chunks = new ArrayList<>();
    for (int index : output.indices()) {
      chunks.add(new ShuffleChunk(key, index, output.count(), output.part(index)));
    }
    return chunks;
  }

  /** From now on a worker wants the chunks of an output that are still to come. */
  void follow(ShuffleKey key, WorkerId follower) {
    followers.computeIfAbsent(key, wanted -> new HashSet<>()).add(follower);
  }

  Set<WorkerId> followers(ShuffleKey key) {
    return followers.getOrDefault(key, Set.of());
  }
}
