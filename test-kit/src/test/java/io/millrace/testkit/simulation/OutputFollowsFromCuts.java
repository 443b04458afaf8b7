package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch shows in each partition, and in what order, follows from its cuts alone: not from
 * who cut it, where its tasks ran, nor when. So two modes that make the same cuts show the same,
 * batch by batch. Holds where nothing is lost.
 */
final class OutputFollowsFromCuts implements Invariant {
  private final JobGraph graph;
  private final int partitions;
  private final Map<BlockId, List<Long>> blocks = new HashMap<>();
  private final Map<BatchId, Batch> cut = new TreeMap<>();
  private final Map<BatchId, Map<Integer, List<Long>>> shown = new TreeMap<>();
  private boolean workersLost;

  OutputFollowsFromCuts(SimulatedJob job) {
    this.graph = job.graph();
    this.partitions = job.partitions();
  }

  @Override
  public void accepted(BlockMeta block, byte @Nullable [] bytes) {
    blocks.computeIfAbsent(block.id(), id -> bytes == null ? List.of() : Records.decode(bytes));
  }

  @Override
  public void workerLost(io.millrace.core.model.WorkerId worker) {
    workersLost = true;
  }

  @Override
  public void due(Batch batch) {
    cut.put(batch.id(), batch);
  }

  @Override
  public void visible(DurableSink.Publication publication) {
    List<Long> records = new ArrayList<>();
    for (byte[] output : publication.outputs()) {
      List<Long> numbers = Records.numbers(output);
      records.addAll(numbers.subList(1, numbers.size()));
    }
    shown
        .computeIfAbsent(publication.batch(), batch -> new TreeMap<>())
        .put(publication.partition(), records);
  }

  @Override
  public void atEnd(World world) {
    if (workersLost) {
      return;
    }
    for (Batch batch : cut.values()) {
      Map<Integer, List<Long>> expected = output(batch);
      Map<Integer, List<Long>> actual = shown.getOrDefault(batch.id(), Map.of());
      require(actual.equals(expected), "%s shows %s, not %s", batch.id(), actual, expected);
    }
    require(cut.keySet().containsAll(shown.keySet()), "a batch shows what was never cut");
  }

  /** By sink partition: computed stage by stage in one go, without tasks. */
  private Map<Integer, List<Long>> output(Batch batch) {
    Map<Integer, List<Long>> sinks = new TreeMap<>();
    Map<StageInput.Shuffle, Map<Integer, List<Long>>> shuffles = new LinkedHashMap<>();
    for (StageSpec stage : graph.stages()) {
      Map<Integer, List<Long>> input =
          stage.input() instanceof StageInput.Streams streams
              ? read(batch, streams)
              : shuffles.getOrDefault((StageInput.Shuffle) stage.input(), Map.of());
      for (StageOutput output : stage.outputs()) {
        if (output instanceof StageOutput.ToSink sink) {
          input.forEach((part, records) -> sinks.put(sink.firstPartition() + part, records));
        } else {
          int shuffle = ((StageOutput.ToShuffle) output).shuffle();
          deal(input, shuffle, shuffles);
        }
      }
    }
    return sinks;
  }

  private Map<Integer, List<Long>> read(Batch batch, StageInput.Streams streams) {
    Map<Integer, List<Long>> bySplit = new TreeMap<>();
    for (BlockRef block : batch.blocks()) {
      if (graph.sources().get(streams.source()).has(block.meta().stream())) {
        int split = graph.sources().get(streams.source()).splitOf(block.meta().stream());
        bySplit
            .computeIfAbsent(split, s -> new ArrayList<>())
            .addAll(blocks.getOrDefault(block.meta().id(), List.of()));
      }
    }
    return bySplit;
  }

  private void deal(
      Map<Integer, List<Long>> input,
      int shuffle,
      Map<StageInput.Shuffle, Map<Integer, List<Long>>> shuffles) {
    Map<Integer, List<Long>> dealt =
        shuffles.computeIfAbsent(new StageInput.Shuffle(shuffle), s -> new TreeMap<>());
    for (List<Long> records : input.values()) {
      for (long record : records) {
        dealt
            .computeIfAbsent(Records.partition(record, shuffle, partitions), p -> new ArrayList<>())
            .add(record);
      }
    }
  }
}
