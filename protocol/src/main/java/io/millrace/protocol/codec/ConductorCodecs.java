package io.millrace.protocol.codec;

import io.millrace.core.model.JobId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.wire.ConductorWire;
import java.util.List;

/** Conversation {@link ConductorProtocol}. */
final class ConductorCodecs {
  private ConductorCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "cb1",
            ConductorProtocol.BlocksReported.class,
            ConductorWire.BlocksReported.parser(),
            ConductorCodecs::write,
            ConductorCodecs::read),
        WireCodec.of(
            "cc1",
            ConductorProtocol.PartitionCommitted.class,
            ConductorWire.PartitionCommitted.parser(),
            ConductorCodecs::write,
            ConductorCodecs::read),
        WireCodec.of(
            "cf1",
            ConductorProtocol.SinkFailed.class,
            ConductorWire.SinkFailed.parser(),
            ConductorCodecs::write,
            ConductorCodecs::read));
  }

  private static ConductorWire.BlocksReported write(ConductorProtocol.BlocksReported message) {
    return ConductorWire.BlocksReported.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .setBlocks(BlockCodecs.writeBlocks(message.blocks()))
        .setMarks(BlockCodecs.writeMarks(message.marks()))
        .build();
  }

  private static ConductorProtocol.BlocksReported read(ConductorWire.BlocksReported wire) {
    return new ConductorProtocol.BlocksReported(
        Fields.worker(wire.getWorker(), "BlocksReported.worker"),
        new JobId(wire.getJob()),
        BlockCodecs.read(wire.getBlocks()),
        BlockCodecs.read(wire.getMarks()));
  }

  private static ConductorWire.PartitionCommitted write(
      ConductorProtocol.PartitionCommitted message) {
    return ConductorWire.PartitionCommitted.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .setBatch(message.batch().value())
        .setPlanVersion(message.planVersion())
        .setPartition(message.partition())
        .setCommittedNanos(message.committedNanos())
        .putAllMetrics(message.metrics())
        .build();
  }

  private static ConductorProtocol.PartitionCommitted read(ConductorWire.PartitionCommitted wire) {
    return new ConductorProtocol.PartitionCommitted(
        Fields.worker(wire.getWorker(), "PartitionCommitted.worker"),
        new JobId(wire.getJob()),
        new BatchId(wire.getBatch()),
        wire.getPlanVersion(),
        wire.getPartition(),
        wire.getCommittedNanos(),
        wire.getMetricsMap());
  }

  private static ConductorWire.SinkFailed write(ConductorProtocol.SinkFailed message) {
    return ConductorWire.SinkFailed.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .setPartition(message.partition())
        .setPlanVersion(message.planVersion())
        .setFailure(ModelCodecs.write(message.failure()))
        .build();
  }

  private static ConductorProtocol.SinkFailed read(ConductorWire.SinkFailed wire) {
    return new ConductorProtocol.SinkFailed(
        Fields.worker(wire.getWorker(), "SinkFailed.worker"),
        new JobId(wire.getJob()),
        wire.getPartition(),
        wire.getPlanVersion(),
        ModelCodecs.read(
            Fields.required(wire.hasFailure(), wire.getFailure(), "SinkFailed.failure")));
  }
}
