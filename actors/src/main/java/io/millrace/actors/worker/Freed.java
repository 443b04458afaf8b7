package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.core.block.ArenaShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Memory on its way back, one message for each consumer that owns some of it. */
final class Freed {
  private final Map<ActorRef<BlockStoreConsumer.Command>, List<ArenaShard.Place>> byConsumer =
      new HashMap<>();

  void addAll(List<Held> freed) {
    for (Held held : freed) {
      byConsumer.computeIfAbsent(held.consumer(), key -> new ArrayList<>()).add(held.place());
    }
  }

  void release() {
    byConsumer.forEach((consumer, places) -> consumer.tell(new BlockStoreConsumer.Release(places)));
  }
}
