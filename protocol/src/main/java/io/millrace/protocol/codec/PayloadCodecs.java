package io.millrace.protocol.codec;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.ShuffleKey;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.wire.LaneWire;
import java.util.ArrayList;

/** What lanes carry. */
final class PayloadCodecs {
  private PayloadCodecs() {}

  static LaneWire.ShuffleChunk write(LanePayload.ShuffleChunk chunk) {
    return LaneWire.ShuffleChunk.newBuilder()
        .setKey(write(chunk.key()))
        .setIndex(chunk.index())
        .setChunks(chunk.chunks())
        .setBytes(Fields.bytes(chunk.bytes()))
        .build();
  }

  static LanePayload.ShuffleChunk read(LaneWire.ShuffleChunk wire) {
    return new LanePayload.ShuffleChunk(
        read(Fields.required(wire.hasKey(), wire.getKey(), "ShuffleChunk.key")),
        wire.getIndex(),
        wire.getChunks(),
        wire.getBytes().toByteArray());
  }

  static LaneWire.ShuffleWanted write(LanePayload.ShuffleWanted wanted) {
    return LaneWire.ShuffleWanted.newBuilder()
        .addAllKeys(wanted.keys().stream().map(PayloadCodecs::write).toList())
        .setReplyTo(wanted.replyTo().value())
        .build();
  }

  static LanePayload.ShuffleWanted read(LaneWire.ShuffleWanted wire) {
    return new LanePayload.ShuffleWanted(
        wire.getKeysList().stream().map(PayloadCodecs::read).toList(),
        Fields.worker(wire.getReplyTo(), "ShuffleWanted.reply_to"));
  }

  private static LaneWire.ShuffleKey write(ShuffleKey key) {
    return LaneWire.ShuffleKey.newBuilder()
        .setRun(ModelCodecs.write(key.run()))
        .setShuffle(key.shuffle())
        .setMapTask(key.mapTask())
        .setAttempt(key.attempt())
        .setPartition(key.partition())
        .build();
  }

  private static ShuffleKey read(LaneWire.ShuffleKey wire) {
    return new ShuffleKey(
        ModelCodecs.read(Fields.required(wire.hasRun(), wire.getRun(), "ShuffleKey.run")),
        wire.getShuffle(),
        wire.getMapTask(),
        wire.getAttempt(),
        wire.getPartition());
  }

  static LaneWire.SinkOutput write(LanePayload.SinkOutput output) {
    var workers = new WorkerTable();
    return LaneWire.SinkOutput.newBuilder()
        .setRun(ModelCodecs.write(output.run()))
        .setTarget(TaskCodecs.write(output.target(), workers))
        .addAllWorkers(workers.names())
        .setPart(output.part())
        .setParts(output.parts())
        .setBytes(Fields.bytes(output.bytes()))
        .build();
  }

  static LanePayload.SinkOutput read(LaneWire.SinkOutput wire) {
    WorkerTable workers = WorkerTable.read(wire.getWorkersList(), "SinkOutput.workers");
    return new LanePayload.SinkOutput(
        ModelCodecs.read(Fields.required(wire.hasRun(), wire.getRun(), "SinkOutput.run")),
        TaskCodecs.read(
            Fields.required(wire.hasTarget(), wire.getTarget(), "SinkOutput.target"), workers),
        wire.getPart(),
        wire.getParts(),
        wire.getBytes().toByteArray());
  }

  static LaneWire.BlocksWanted write(LanePayload.BlocksWanted wanted) {
    var wire =
        LaneWire.BlocksWanted.newBuilder()
            .setJob(wanted.job().value())
            .setReplyTo(wanted.replyTo().value());
    for (BlockId block : wanted.blocks()) {
      wire.addStream(block.stream().value()).addFrom(block.from());
    }
    return wire.build();
  }

  static LanePayload.BlocksWanted read(LaneWire.BlocksWanted wire) {
    int rows = Fields.rows("BlocksWanted", wire.getStreamCount(), wire.getFromCount());
    var blocks = new ArrayList<BlockId>(rows);
    for (int i = 0; i < rows; i++) {
      blocks.add(new BlockId(new StreamId(wire.getStream(i)), wire.getFrom(i)));
    }
    return new LanePayload.BlocksWanted(
        new JobId(wire.getJob()),
        blocks,
        Fields.worker(wire.getReplyTo(), "BlocksWanted.reply_to"));
  }

  static LaneWire.BlockCopy write(LanePayload.BlockCopy copy) {
    return LaneWire.BlockCopy.newBuilder()
        .setJob(copy.job().value())
        .setMeta(write(copy.meta()))
        .setSealedNanos(copy.sealedNanos())
        .addAllReadEnds(copy.readEnds())
        .addAllReadNanos(copy.readNanos())
        .setPart(copy.part())
        .setParts(copy.parts())
        .setBytes(Fields.bytes(copy.bytes()))
        .build();
  }

  static LanePayload.BlockCopy read(LaneWire.BlockCopy wire) {
    return new LanePayload.BlockCopy(
        new JobId(wire.getJob()),
        read(Fields.required(wire.hasMeta(), wire.getMeta(), "BlockCopy.meta")),
        wire.getSealedNanos(),
        wire.getReadEndsList(),
        wire.getReadNanosList(),
        wire.getPart(),
        wire.getParts(),
        wire.getBytes().toByteArray());
  }

  private static LaneWire.BlockMeta write(BlockMeta meta) {
    return LaneWire.BlockMeta.newBuilder()
        .setStream(meta.stream().value())
        .setFrom(meta.from())
        .setLength(meta.to() - meta.from())
        .setConnection(meta.connection())
        .build();
  }

  private static BlockMeta read(LaneWire.BlockMeta wire) {
    var id = new BlockId(new StreamId(wire.getStream()), wire.getFrom());
    return new BlockMeta(id, id.from() + wire.getLength(), wire.getConnection());
  }

  static LaneWire.BlockMissing write(LanePayload.BlockMissing missing) {
    return LaneWire.BlockMissing.newBuilder()
        .setJob(missing.job().value())
        .setStream(missing.block().stream().value())
        .setFrom(missing.block().from())
        .build();
  }

  static LanePayload.BlockMissing read(LaneWire.BlockMissing wire) {
    return new LanePayload.BlockMissing(
        new JobId(wire.getJob()), new BlockId(new StreamId(wire.getStream()), wire.getFrom()));
  }
}
