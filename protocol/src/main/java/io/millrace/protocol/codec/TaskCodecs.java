package io.millrace.protocol.codec;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.wire.ModelWire;
import io.millrace.protocol.wire.TaskWire;
import java.util.ArrayList;
import java.util.List;

/** What a task is told. Workers are indexes into the table of the message around it. */
final class TaskCodecs {
  private TaskCodecs() {}

  static TaskWire.TaskSpec write(TaskSpec spec, WorkerTable workers) {
    var wire = TaskWire.TaskSpec.newBuilder().setIndex(spec.index()).setAttempt(spec.attempt());
    if (spec.input() instanceof TaskInput.Blocks blocks) {
      wire.setBlocks(write(blocks, workers));
    } else if (spec.input() instanceof TaskInput.Shuffled shuffled) {
      wire.setShuffled(write(shuffled, workers));
    }
    spec.sinks().forEach(sink -> wire.addSinks(write(sink, workers)));
    return wire.build();
  }

  static TaskSpec read(TaskWire.TaskSpec wire, WorkerTable workers) {
    TaskInput input =
        switch (wire.getInputCase()) {
          case BLOCKS -> read(wire.getBlocks(), workers);
          case SHUFFLED -> read(wire.getShuffled(), workers);
          case INPUT_NOT_SET -> throw Fields.missing("TaskSpec.input");
        };
    return new TaskSpec(
        wire.getIndex(),
        wire.getAttempt(),
        input,
        wire.getSinksList().stream().map(sink -> read(sink, workers)).toList());
  }

  private static TaskWire.HeldBlocks write(TaskInput.Blocks input, WorkerTable workers) {
    var blocks = ModelWire.Blocks.newBuilder();
    var wire = TaskWire.HeldBlocks.newBuilder();
    for (BlockRef block : input.blocks()) {
      BlockCodecs.add(blocks, block.meta());
      wire.addHolder(workers.indexOf(block.holder()));
    }
    return wire.setBlocks(blocks).build();
  }

  private static TaskInput.Blocks read(TaskWire.HeldBlocks wire, WorkerTable workers) {
    List<BlockMeta> metas = BlockCodecs.read(wire.getBlocks());
    Fields.rows("HeldBlocks", metas.size(), wire.getHolderCount());
    var blocks = new ArrayList<BlockRef>(metas.size());
    for (int i = 0; i < metas.size(); i++) {
      WorkerId holder = workers.get(wire.getHolder(i), "HeldBlocks.holder");
      blocks.add(new BlockRef(metas.get(i), holder));
    }
    return new TaskInput.Blocks(blocks);
  }

  private static TaskWire.Shuffled write(TaskInput.Shuffled input, WorkerTable workers) {
    var wire =
        TaskWire.Shuffled.newBuilder()
            .setShuffle(input.shuffle())
            .setPartition(input.partition())
            .setOwner(workers.indexOf(input.owner()));
    for (MapOutput output : input.outputs()) {
      wire.addStage(output.stage())
          .addMapTask(output.mapTask())
          .addAttempt(output.attempt())
          .addChunks(output.chunks());
    }
    return wire.build();
  }

  private static TaskInput.Shuffled read(TaskWire.Shuffled wire, WorkerTable workers) {
    int rows =
        Fields.rows(
            "Shuffled",
            wire.getStageCount(),
            wire.getMapTaskCount(),
            wire.getAttemptCount(),
            wire.getChunksCount());
    var outputs = new ArrayList<MapOutput>(rows);
    for (int i = 0; i < rows; i++) {
      outputs.add(
          new MapOutput(
              wire.getStage(i), wire.getMapTask(i), wire.getAttempt(i), wire.getChunks(i)));
    }
    return new TaskInput.Shuffled(
        wire.getShuffle(),
        wire.getPartition(),
        workers.get(wire.getOwner(), "Shuffled.owner"),
        outputs);
  }

  static TaskWire.SinkTarget write(SinkTarget target, WorkerTable workers) {
    return TaskWire.SinkTarget.newBuilder()
        .setOutput(target.output())
        .setPartition(target.partition())
        .setOwner(workers.indexOf(target.owner()))
        .setPrevious(target.previous().value())
        .setIndex(target.index())
        .setOutputs(target.outputs())
        .build();
  }

  static SinkTarget read(TaskWire.SinkTarget wire, WorkerTable workers) {
    return new SinkTarget(
        wire.getOutput(),
        wire.getPartition(),
        workers.get(wire.getOwner(), "SinkTarget.owner"),
        new BatchId(wire.getPrevious()),
        wire.getIndex(),
        wire.getOutputs());
  }
}
