package io.millrace.actors.worker;

import io.millrace.core.block.ArenaShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Memory on its way back, at once for each owner of some of it. */
final class Freed {
  private final Map<ShardOwner, List<ArenaShard.Place>> byOwner = new HashMap<>();

  void addAll(List<Held> freed) {
    for (Held held : freed) {
      byOwner.computeIfAbsent(held.owner(), key -> new ArrayList<>()).add(held.place());
    }
  }

  void release() {
    byOwner.forEach(ShardOwner::release);
  }
}
