package io.millrace.testkit.simulation;

import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.LanePayload.ShuffleChunk;
import io.millrace.core.model.LanePayload.SinkOutput;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import java.util.ArrayList;
import java.util.List;

/** Sends what tasks made of their records to those who own it, cut to the size of a frame. */
final class TaskOutputs {
  private final SimulatedWorker worker;

  TaskOutputs(SimulatedWorker worker) {
    this.worker = worker;
  }

  /**
   * @param half whether the task fails on the way, having sent some of its chunks
   * @return how many chunks each partition was sent
   */
  List<ChunkCounts> send(
      StageRun run, TaskSpec spec, List<ShuffleRoute> shuffles, List<Long> numbers, boolean half) {
    List<ChunkCounts> sent = new ArrayList<>();
    for (ShuffleRoute route : shuffles) {
      sent.add(shuffle(run, spec, route, numbers, half));
    }
    if (!half) {
      spec.sinks().forEach(sink -> toSink(run, sink, numbers));
    }
    return sent;
  }

  private ChunkCounts shuffle(
      StageRun run, TaskSpec spec, ShuffleRoute route, List<Long> numbers, boolean half) {
    List<WorkerId> owners = route.owners();
    List<Integer> counts = new ArrayList<>();
    for (int partition = 0; partition < owners.size(); partition++) {
      List<byte[]> chunks = chunks(route, partition, numbers);
      counts.add(chunks.size());
      ShuffleKey key =
          new ShuffleKey(run, route.shuffle(), spec.index(), spec.attempt(), partition);
      for (int i = 0; i < (half ? chunks.size() / 2 : chunks.size()); i++) {
        worker.send(owners.get(partition), new ShuffleChunk(key, i, chunks.size(), chunks.get(i)));
      }
    }
    return new ChunkCounts(route.shuffle(), counts);
  }

  private List<byte[]> chunks(ShuffleRoute route, int partition, List<Long> numbers) {
    int partitions = route.owners().size();
    List<Long> mine =
        numbers.stream()
            .filter(n -> Records.partition(n, route.shuffle(), partitions) == partition)
            .toList();
    int whole = worker.parameters().chunkBytes() / Long.BYTES * Long.BYTES;
    return mine.isEmpty() ? List.of() : Records.cut(Records.encode(mine), whole);
  }

  /** Its plan version goes ahead of the records, so that the sink can tell what was mixed. */
  private void toSink(StageRun run, SinkTarget target, List<Long> numbers) {
    List<Long> output = new ArrayList<>();
    output.add(run.planVersion());
    output.addAll(numbers);
    List<byte[]> parts = Records.cut(Records.encode(output), worker.parameters().chunkBytes());
    for (int part = 0; part < parts.size(); part++) {
      worker.send(target.owner(), new SinkOutput(run, target, part, parts.size(), parts.get(part)));
    }
  }
}
