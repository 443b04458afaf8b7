package io.millrace.core.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Cuts the stages of one batch into tasks: the blocks of a stream by size, a shuffle by its
 * partitions. A task that has nothing to write is not made: its sinks show the batch already.
 * Indices grow with (stream, position) or with the partition.
 */
final class TaskMaker {
  /** Enough for each kilobyte of a batch of 256 MB in a part of its own. */
  private static final int PARTS_BITS = 18;

  private final Batch batch;
  private final JobGraph graph;
  private final Assignment assignment;
  private final long taskBytes;
  private final Set<Integer> visible;

  /**
   * @param taskBytes a task reads at most about this much of a stream
   * @param visible partitions of sinks that show the batch already
   */
  TaskMaker(
      Batch batch, JobGraph graph, Assignment assignment, long taskBytes, Set<Integer> visible) {
    this.batch = batch;
    this.graph = graph;
    this.assignment = assignment;
    this.taskBytes = taskBytes;
    this.visible = visible;
  }

  /**
   * Makes the tasks of a stage.
   *
   * @param feeders the stages that feed its shuffle, which are over
   * @param previous the batch before this one in a partition of a sink
   */
  void make(StageTasks into, StageSpec stage, Feeders feeders, IntFunction<BatchId> previous) {
    if (stage.input() instanceof StageInput.Streams streams) {
      readBlocks(into, stage, graph.sources().get(streams.source()), feeders.areShared(), previous);
    } else {
      readShuffle(into, stage, ((StageInput.Shuffle) stage.input()).shuffle(), feeders, previous);
    }
  }

  private void readBlocks(
      StageTasks into,
      StageSpec stage,
      SourceSpec source,
      boolean shared,
      IntFunction<BatchId> previous) {
    Map<StreamId, List<List<BlockRef>>> parts = new LinkedHashMap<>();
    for (BlockRef block : batch.blocks()) {
      if (source.has(block.meta().stream())) {
        addToParts(parts.computeIfAbsent(block.meta().stream(), s -> new ArrayList<>()), block);
      }
    }
    parts.forEach(
        (stream, lists) -> {
          for (int i = 0; i < lists.size(); i++) {
            Place place =
                new Place(source.splitOf(stream), assignment.ownerOf(stream), i, lists.size());
            TaskInput input = new TaskInput.Blocks(lists.get(i));
            int index = place.partition << PARTS_BITS | i;
            add(into, stage, shared ? index : into.size(), input, targets(stage, place, previous));
          }
        });
  }

  private void addToParts(List<List<BlockRef>> parts, BlockRef block) {
    List<BlockRef> last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    boolean fits =
        last != null
            && last.get(0).holder().equals(block.holder())
            && block.meta().to() - last.get(0).meta().from() <= taskBytes;
    if (last == null || !fits) {
      last = new ArrayList<>();
      parts.add(last);
    }
    last.add(block);
  }

  /** Only partitions that received something have a task. */
  private void readShuffle(
      StageTasks into,
      StageSpec stage,
      int shuffle,
      Feeders feeders,
      IntFunction<BatchId> previous) {
    for (int partition = 0; partition < graph.shuffles().get(shuffle); partition++) {
      WorkerId owner = assignment.ownerOf(partition);
      List<MapOutput> outputs =
          feeders.serve(owner) ? feeders.outputs(shuffle, partition) : List.of();
      if (!outputs.isEmpty()) {
        Place place = new Place(partition, owner, 0, 1);
        TaskInput input = new TaskInput.Shuffled(shuffle, partition, owner, outputs);
        int index = feeders.areShared() ? partition : into.size();
        add(into, stage, index, input, targets(stage, place, previous));
      }
    }
  }

  private static void add(
      StageTasks into, StageSpec stage, int index, TaskInput input, List<SinkTarget> sinks) {
    if (stage.feedsShuffle() || !sinks.isEmpty()) {
      into.add(index, input, sinks);
    }
  }

  /** Where a task stands among those that write the same partitions of the stage's sinks. */
  private record Place(int partition, WorkerId owner, int index, int outputs) {}

  private List<SinkTarget> targets(StageSpec stage, Place place, IntFunction<BatchId> previous) {
    List<SinkTarget> targets = new ArrayList<>();
    for (int output = 0; output < stage.outputs().size(); output++) {
      if (stage.outputs().get(output) instanceof StageOutput.ToSink sink) {
        int partition = sink.firstPartition() + place.partition;
        if (!visible.contains(partition)) {
          BatchId before = previous.apply(partition);
          targets.add(
              new SinkTarget(output, partition, place.owner, before, place.index, place.outputs));
        }
      }
    }
    return targets;
  }
}
