package io.millrace.protocol.codec;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LeaseTerms;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.protocol.wire.LeaseWire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link WorkerProtocol} and {@link ConductorProtocol} have for group scheduling. */
final class LeaseCodecs {
  private LeaseCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "wg1",
            WorkerProtocol.GrantLease.class,
            LeaseWire.GrantLease.parser(),
            LeaseCodecs::write,
            LeaseCodecs::read),
        WireCodec.of(
            "wk1",
            WorkerProtocol.RevokeLease.class,
            LeaseWire.RevokeLease.parser(),
            LeaseCodecs::write,
            LeaseCodecs::read),
        WireCodec.of(
            "wh1",
            WorkerProtocol.LeaseHeard.class,
            LeaseWire.LeaseHeard.parser(),
            LeaseCodecs::write,
            LeaseCodecs::read),
        WireCodec.of(
            "cl1",
            ConductorProtocol.LeaseReported.class,
            LeaseWire.LeaseReported.parser(),
            LeaseCodecs::write,
            LeaseCodecs::read));
  }

  private static LeaseWire.GrantLease write(WorkerProtocol.GrantLease message) {
    return LeaseWire.GrantLease.newBuilder()
        .setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setLease(write(message.lease()))
        .setThrough(message.through().value())
        .putAllEnded(numbered(message.ended()))
        .build();
  }

  private static WorkerProtocol.GrantLease read(LeaseWire.GrantLease wire) {
    return new WorkerProtocol.GrantLease(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        read(Fields.required(wire.hasLease(), wire.getLease(), "GrantLease.lease")),
        new BatchId(wire.getThrough()),
        byStream(wire.getEndedMap()));
  }

  private static LeaseWire.RevokeLease write(WorkerProtocol.RevokeLease message) {
    return LeaseWire.RevokeLease.newBuilder()
        .setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setPlanVersion(message.planVersion())
        .build();
  }

  private static WorkerProtocol.RevokeLease read(LeaseWire.RevokeLease wire) {
    return new WorkerProtocol.RevokeLease(
        new DriverEpoch(wire.getEpoch()), new JobId(wire.getJob()), wire.getPlanVersion());
  }

  private static LeaseWire.LeaseHeard write(WorkerProtocol.LeaseHeard message) {
    return LeaseWire.LeaseHeard.newBuilder()
        .setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setPlanVersion(message.planVersion())
        .setSequence(message.sequence())
        .build();
  }

  private static WorkerProtocol.LeaseHeard read(LeaseWire.LeaseHeard wire) {
    return new WorkerProtocol.LeaseHeard(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        wire.getPlanVersion(),
        wire.getSequence());
  }

  private static LeaseWire.LeaseReported write(ConductorProtocol.LeaseReported message) {
    return LeaseWire.LeaseReported.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .setReport(LeaseReportCodecs.write(message.report()))
        .build();
  }

  private static ConductorProtocol.LeaseReported read(LeaseWire.LeaseReported wire) {
    return new ConductorProtocol.LeaseReported(
        Fields.worker(wire.getWorker(), "LeaseReported.worker"),
        new JobId(wire.getJob()),
        LeaseReportCodecs.read(
            Fields.required(wire.hasReport(), wire.getReport(), "LeaseReported.report")));
  }

  private static LeaseWire.GroupLease write(GroupLease lease) {
    var wire =
        LeaseWire.GroupLease.newBuilder()
            .setPlanVersion(lease.planVersion())
            .setGrid(WorkerCodecs.write(lease.grid()))
            .setGraph(GraphCodecs.write(lease.graph()))
            .setTerms(write(lease.terms()))
            .addAllSeats(lease.seats().stream().map(WorkerId::value).toList())
            .setFrom(lease.from().value())
            .putAllStarts(numbered(lease.starts()));
    lease.readers().forEach((stream, worker) -> wire.putReaders(stream.value(), worker.value()));
    lease.previous().forEach((partition, batch) -> wire.putPrevious(partition, batch.value()));
    return wire.build();
  }

  private static GroupLease read(LeaseWire.GroupLease wire) {
    var readers = new HashMap<StreamId, WorkerId>();
    wire.getReadersMap()
        .forEach(
            (stream, worker) ->
                readers.put(new StreamId(stream), Fields.worker(worker, "GroupLease.readers")));
    var previous = new HashMap<Integer, BatchId>();
    wire.getPreviousMap()
        .forEach((partition, batch) -> previous.put(partition, new BatchId(batch)));
    return new GroupLease(
        wire.getPlanVersion(),
        WorkerCodecs.read(Fields.required(wire.hasGrid(), wire.getGrid(), "GroupLease.grid")),
        GraphCodecs.read(Fields.required(wire.hasGraph(), wire.getGraph(), "GroupLease.graph")),
        read(Fields.required(wire.hasTerms(), wire.getTerms(), "GroupLease.terms")),
        wire.getSeatsList().stream().map(seat -> Fields.worker(seat, "GroupLease.seats")).toList(),
        readers,
        new BatchId(wire.getFrom()),
        byStream(wire.getStartsMap()),
        previous);
  }

  private static LeaseWire.LeaseTerms write(LeaseTerms terms) {
    return LeaseWire.LeaseTerms.newBuilder()
        .setGraceNanos(terms.graceNanos())
        .setMaxUncommitted(terms.maxUncommitted())
        .setMaxBytes(terms.maxBytes())
        .setTaskBytes(terms.taskBytes())
        .setMaxAttempts(terms.maxAttempts())
        .build();
  }

  private static LeaseTerms read(LeaseWire.LeaseTerms wire) {
    return new LeaseTerms(
        wire.getGraceNanos(),
        wire.getMaxUncommitted(),
        wire.getMaxBytes(),
        wire.getTaskBytes(),
        wire.getMaxAttempts());
  }

  static Map<Integer, Long> numbered(Map<StreamId, Long> positions) {
    var numbered = new HashMap<Integer, Long>();
    positions.forEach((stream, position) -> numbered.put(stream.value(), position));
    return numbered;
  }

  static Map<StreamId, Long> byStream(Map<Integer, Long> positions) {
    var byStream = new HashMap<StreamId, Long>();
    positions.forEach((stream, position) -> byStream.put(new StreamId(stream), position));
    return byStream;
  }
}
