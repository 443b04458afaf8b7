package io.millrace.protocol.codec;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockStats;
import io.millrace.core.model.StreamMark;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.wire.ModelWire;
import io.millrace.protocol.wire.TaskWire;
import java.util.ArrayList;
import java.util.List;

/** Lists of blocks, marks and stamps, written as columns of packed numbers. */
final class BlockCodecs {
  private BlockCodecs() {}

  static ModelWire.Blocks writeBlocks(List<BlockMeta> blocks) {
    var wire = ModelWire.Blocks.newBuilder();
    for (BlockMeta block : blocks) {
      add(wire, block);
    }
    return wire.build();
  }

  static void add(ModelWire.Blocks.Builder wire, BlockMeta block) {
    wire.addStream(block.stream().value())
        .addFrom(block.from())
        .addLength(block.to() - block.from())
        .addConnection(block.connection());
  }

  static List<BlockMeta> read(ModelWire.Blocks wire) {
    int rows =
        Fields.rows(
            "Blocks",
            wire.getStreamCount(),
            wire.getFromCount(),
            wire.getLengthCount(),
            wire.getConnectionCount());
    var blocks = new ArrayList<BlockMeta>(rows);
    for (int i = 0; i < rows; i++) {
      var id = new BlockId(new StreamId(wire.getStream(i)), wire.getFrom(i));
      blocks.add(new BlockMeta(id, id.from() + wire.getLength(i), wire.getConnection(i)));
    }
    return blocks;
  }

  static ModelWire.Marks writeMarks(List<StreamMark> marks) {
    var wire = ModelWire.Marks.newBuilder();
    for (StreamMark mark : marks) {
      wire.addStream(mark.stream().value())
          .addBatch(mark.batch().value())
          .addPosition(mark.position());
    }
    return wire.build();
  }

  static List<StreamMark> read(ModelWire.Marks wire) {
    int rows =
        Fields.rows("Marks", wire.getStreamCount(), wire.getBatchCount(), wire.getPositionCount());
    var marks = new ArrayList<StreamMark>(rows);
    for (int i = 0; i < rows; i++) {
      marks.add(
          new StreamMark(
              new StreamId(wire.getStream(i)), new BatchId(wire.getBatch(i)), wire.getPosition(i)));
    }
    return marks;
  }

  static TaskWire.BlockStats writeStats(List<BlockStats> stats) {
    var wire = TaskWire.BlockStats.newBuilder();
    for (BlockStats block : stats) {
      wire.addStream(block.stream().value())
          .addFrom(block.from())
          .addRecords(block.records())
          .addTimed(block.timed())
          .addGeneratedSum(block.generatedSum())
          .addReceivedSum(block.receivedSum())
          .addSealedNanos(block.sealedNanos());
    }
    return wire.build();
  }

  static List<BlockStats> read(TaskWire.BlockStats wire) {
    int rows =
        Fields.rows(
            "BlockStats",
            wire.getStreamCount(),
            wire.getFromCount(),
            wire.getRecordsCount(),
            wire.getTimedCount(),
            wire.getGeneratedSumCount(),
            wire.getReceivedSumCount(),
            wire.getSealedNanosCount());
    var stats = new ArrayList<BlockStats>(rows);
    for (int i = 0; i < rows; i++) {
      stats.add(
          new BlockStats(
              new StreamId(wire.getStream(i)),
              wire.getFrom(i),
              wire.getRecords(i),
              wire.getTimed(i),
              wire.getGeneratedSum(i),
              wire.getReceivedSum(i),
              wire.getSealedNanos(i)));
    }
    return stats;
  }
}
