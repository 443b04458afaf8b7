package io.millrace.protocol.codec;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.wire.BlockStoreWire;
import java.util.HashMap;
import java.util.List;

/** Conversation {@link BlockStoreProtocol}. */
final class BlockStoreCodecs {
  private BlockStoreCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "bf1",
            BlockStoreProtocol.FloorsRaised.class,
            BlockStoreWire.FloorsRaised.parser(),
            BlockStoreCodecs::write,
            BlockStoreCodecs::read),
        WireCodec.of(
            "ba1",
            BlockStoreProtocol.ReportAgain.class,
            BlockStoreWire.ReportAgain.parser(),
            BlockStoreCodecs::write,
            BlockStoreCodecs::read));
  }

  private static BlockStoreWire.ReportAgain write(BlockStoreProtocol.ReportAgain message) {
    var wire =
        BlockStoreWire.ReportAgain.newBuilder()
            .setEpoch(message.epoch().value())
            .setJob(message.job().value());
    message.reported().forEach((stream, at) -> wire.addStream(stream.value()).addReported(at));
    return wire.build();
  }

  private static BlockStoreProtocol.ReportAgain read(BlockStoreWire.ReportAgain wire) {
    int rows = Fields.rows("ReportAgain", wire.getStreamCount(), wire.getReportedCount());
    var reported = new HashMap<StreamId, Long>();
    for (int i = 0; i < rows; i++) {
      reported.put(new StreamId(wire.getStream(i)), wire.getReported(i));
    }
    return new BlockStoreProtocol.ReportAgain(
        new DriverEpoch(wire.getEpoch()), new JobId(wire.getJob()), reported);
  }

  private static BlockStoreWire.FloorsRaised write(BlockStoreProtocol.FloorsRaised message) {
    var wire =
        BlockStoreWire.FloorsRaised.newBuilder()
            .setEpoch(message.epoch().value())
            .setJob(message.job().value())
            .setCommitted(message.committed().value());
    message.floors().forEach((stream, floor) -> wire.addStream(stream.value()).addFloor(floor));
    return wire.build();
  }

  private static BlockStoreProtocol.FloorsRaised read(BlockStoreWire.FloorsRaised wire) {
    int rows = Fields.rows("FloorsRaised", wire.getStreamCount(), wire.getFloorCount());
    var floors = new HashMap<StreamId, Long>();
    for (int i = 0; i < rows; i++) {
      floors.put(new StreamId(wire.getStream(i)), wire.getFloor(i));
    }
    return new BlockStoreProtocol.FloorsRaised(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        floors,
        new BatchId(wire.getCommitted()));
  }
}
