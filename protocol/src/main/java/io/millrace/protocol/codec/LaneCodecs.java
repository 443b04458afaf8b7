package io.millrace.protocol.codec;

import io.millrace.core.model.LanePayload;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.wire.LaneWire;
import java.util.List;

/** Conversation {@link LaneProtocol}. */
final class LaneCodecs {
  private LaneCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "lf1",
            LaneProtocol.Frame.class,
            LaneWire.Frame.parser(),
            LaneCodecs::write,
            LaneCodecs::read),
        WireCodec.of(
            "la1",
            LaneProtocol.Ack.class,
            LaneWire.Ack.parser(),
            LaneCodecs::write,
            LaneCodecs::read));
  }

  private static LaneWire.Frame write(LaneProtocol.Frame message) {
    var wire =
        LaneWire.Frame.newBuilder().setFrom(message.from().value()).setSequence(message.sequence());
    setPayload(wire, message.payload());
    return wire.build();
  }

  private static void setPayload(LaneWire.Frame.Builder wire, LanePayload payload) {
    if (payload instanceof LanePayload.ShuffleChunk chunk) {
      wire.setShuffleChunk(PayloadCodecs.write(chunk));
    } else if (payload instanceof LanePayload.ShuffleWanted wanted) {
      wire.setShuffleWanted(PayloadCodecs.write(wanted));
    } else if (payload instanceof LanePayload.SinkOutput output) {
      wire.setSinkOutput(PayloadCodecs.write(output));
    } else if (payload instanceof LanePayload.BlocksWanted wanted) {
      wire.setBlocksWanted(PayloadCodecs.write(wanted));
    } else if (payload instanceof LanePayload.BlockCopy copy) {
      wire.setBlockCopy(PayloadCodecs.write(copy));
    } else if (payload instanceof LanePayload.BlockMissing missing) {
      wire.setBlockMissing(PayloadCodecs.write(missing));
    } else if (payload instanceof LanePayload.ShuffleEnd end) {
      wire.setShuffleEnd(EndCodecs.write(end));
    }
  }

  private static LaneProtocol.Frame read(LaneWire.Frame wire) {
    LanePayload payload =
        switch (wire.getPayloadCase()) {
          case SHUFFLE_CHUNK -> PayloadCodecs.read(wire.getShuffleChunk());
          case SHUFFLE_WANTED -> PayloadCodecs.read(wire.getShuffleWanted());
          case SINK_OUTPUT -> PayloadCodecs.read(wire.getSinkOutput());
          case BLOCKS_WANTED -> PayloadCodecs.read(wire.getBlocksWanted());
          case BLOCK_COPY -> PayloadCodecs.read(wire.getBlockCopy());
          case BLOCK_MISSING -> PayloadCodecs.read(wire.getBlockMissing());
          case SHUFFLE_END -> EndCodecs.read(wire.getShuffleEnd());
          case PAYLOAD_NOT_SET -> throw Fields.missing("Frame.payload");
        };
    return new LaneProtocol.Frame(
        Fields.worker(wire.getFrom(), "Frame.from"), wire.getSequence(), payload);
  }

  private static LaneWire.Ack write(LaneProtocol.Ack message) {
    return LaneWire.Ack.newBuilder()
        .setFrom(message.from().value())
        .setNext(message.next())
        .build();
  }

  private static LaneProtocol.Ack read(LaneWire.Ack wire) {
    return new LaneProtocol.Ack(Fields.worker(wire.getFrom(), "Ack.from"), wire.getNext());
  }
}
