package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.LaneProtocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends what tasks wrote to those who own it, cut to the size of a frame. */
final class OutputSender {
  private final ActorRef<LaneProtocol.Command> lane;
  private final int chunkBytes;

  OutputSender(ActorRef<LaneProtocol.Command> lane, int chunkBytes) {
    this.lane = lane;
    this.chunkBytes = chunkBytes;
  }

  /**
   * Sends each partition to its owner; one without bytes gets nothing.
   *
   * @return how many chunks each partition was sent
   */
  ChunkCounts shuffle(StageRun run, TaskSpec spec, List<byte[]> partitions, ShuffleRoute route) {
    List<Integer> counts = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      ShuffleKey key =
          new ShuffleKey(run, route.shuffle(), spec.index(), spec.attempt(), partition);
      byte[] bytes = partitions.get(partition);
      List<byte[]> chunks = bytes.length == 0 ? List.of() : cut(bytes);
      for (int index = 0; index < chunks.size(); index++) {
        send(
            route.owners().get(partition),
            new LanePayload.ShuffleChunk(key, index, chunks.size(), chunks.get(index)));
      }
      counts.add(chunks.size());
    }
    return new ChunkCounts(route.shuffle(), counts);
  }

  /** Sends a sink's part of the output, which is one part even when it is empty. */
  void sink(StageRun run, SinkTarget target, byte[] output) {
    List<byte[]> parts = cut(output);
    for (int part = 0; part < parts.size(); part++) {
      send(
          target.owner(),
          new LanePayload.SinkOutput(run, target, part, parts.size(), parts.get(part)));
    }
  }

  private void send(WorkerId to, LanePayload payload) {
    lane.tell(new LaneRequests.Send(to, payload));
  }

  private List<byte[]> cut(byte[] bytes) {
    if (bytes.length <= chunkBytes) {
      return List.of(bytes);
    }
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += chunkBytes) {
      pieces.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunkBytes)));
    }
    return pieces;
  }
}
