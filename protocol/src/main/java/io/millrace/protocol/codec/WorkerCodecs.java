package io.millrace.protocol.codec;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.CodeOffer;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.protocol.wire.WorkerWire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Conversation {@link WorkerProtocol}. */
final class WorkerCodecs {
  private final ActorRefs refs;

  WorkerCodecs(ActorRefs refs) {
    this.refs = refs;
  }

  List<WireCodec<?>> all() {
    return Stream.of(ofTheWorker(), ofJobs()).<WireCodec<?>>flatMap(List::stream).toList();
  }

  private List<WireCodec<?>> ofTheWorker() {
    return List.of(
        WireCodec.of(
            "wr1",
            WorkerProtocol.Registered.class,
            WorkerWire.Registered.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "wd1",
            WorkerProtocol.Dismissed.class,
            WorkerWire.Dismissed.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "wt1",
            WorkerProtocol.ClockPong.class,
            WorkerWire.ClockPong.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "wp1",
            WorkerProtocol.PeersChanged.class,
            WorkerWire.PeersChanged.parser(),
            this::write,
            this::read));
  }

  private List<WireCodec<?>> ofJobs() {
    return List.of(
        WireCodec.of(
            "wj1",
            WorkerProtocol.PrepareJob.class,
            WorkerWire.PrepareJob.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "wo1",
            WorkerProtocol.OpenStream.class,
            WorkerWire.OpenStream.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "we1",
            WorkerProtocol.EndStreams.class,
            WorkerWire.EndStreams.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "wc1",
            WorkerProtocol.CloseJob.class,
            WorkerWire.CloseJob.parser(),
            this::write,
            this::read));
  }

  private WorkerWire.Registered write(WorkerProtocol.Registered message) {
    return WorkerWire.Registered.newBuilder()
        .setEpoch(message.epoch().value())
        .setRegistry(refs.write(message.registry()))
        .build();
  }

  private WorkerProtocol.Registered read(WorkerWire.Registered wire) {
    return new WorkerProtocol.Registered(
        new DriverEpoch(wire.getEpoch()), refs.read(wire.getRegistry(), "Registered.registry"));
  }

  private WorkerWire.Dismissed write(WorkerProtocol.Dismissed message) {
    return WorkerWire.Dismissed.newBuilder()
        .setEpoch(message.epoch().value())
        .setWorker(message.worker().value())
        .build();
  }

  private WorkerProtocol.Dismissed read(WorkerWire.Dismissed wire) {
    return new WorkerProtocol.Dismissed(
        new DriverEpoch(wire.getEpoch()), Fields.worker(wire.getWorker(), "Dismissed.worker"));
  }

  private WorkerWire.ClockPong write(WorkerProtocol.ClockPong message) {
    return WorkerWire.ClockPong.newBuilder()
        .setEpoch(message.epoch().value())
        .setSentNanos(message.sentNanos())
        .setDriverNanos(message.driverNanos())
        .build();
  }

  private WorkerProtocol.ClockPong read(WorkerWire.ClockPong wire) {
    return new WorkerProtocol.ClockPong(
        new DriverEpoch(wire.getEpoch()), wire.getSentNanos(), wire.getDriverNanos());
  }

  private WorkerWire.PeersChanged write(WorkerProtocol.PeersChanged message) {
    var wire = WorkerWire.PeersChanged.newBuilder().setEpoch(message.epoch().value());
    message.lanes().forEach((worker, lane) -> wire.putLanes(worker.value(), refs.write(lane)));
    return wire.build();
  }

  private WorkerProtocol.PeersChanged read(WorkerWire.PeersChanged wire) {
    var lanes = new HashMap<WorkerId, ActorRef<LaneProtocol.Command>>();
    wire.getLanesMap()
        .forEach(
            (worker, lane) ->
                lanes.put(
                    Fields.worker(worker, "PeersChanged.lanes.key"),
                    refs.read(lane, "PeersChanged.lanes.value")));
    return new WorkerProtocol.PeersChanged(new DriverEpoch(wire.getEpoch()), Map.copyOf(lanes));
  }

  private WorkerWire.PrepareJob write(WorkerProtocol.PrepareJob message) {
    var wire = WorkerWire.PrepareJob.newBuilder();
    if (message.code() != null) {
      wire.setCode(write(message.code()));
    }
    return wire.setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setName(message.name())
        .addAllBinaries(ModelCodecs.writeBinaries(message.binaries()))
        .addAllSinks(ModelCodecs.writeSinks(message.sinks()))
        .setRefs(write(message.refs()))
        .putAllSettings(message.settings())
        .build();
  }

  private WorkerProtocol.PrepareJob read(WorkerWire.PrepareJob wire) {
    return new WorkerProtocol.PrepareJob(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        wire.getName(),
        ModelCodecs.readBinaries(wire.getBinariesList()),
        ModelCodecs.readSinks(wire.getSinksList()),
        read(Fields.required(wire.hasRefs(), wire.getRefs(), "PrepareJob.refs")),
        wire.hasCode() ? read(wire.getCode()) : null,
        wire.getSettingsMap());
  }

  private WorkerWire.CodeOffer write(CodeOffer code) {
    return WorkerWire.CodeOffer.newBuilder()
        .setJar(ModelCodecs.write(code.jar()))
        .setFrom(refs.write(code.from()))
        .build();
  }

  private CodeOffer read(WorkerWire.CodeOffer wire) {
    return new CodeOffer(
        ModelCodecs.read(Fields.required(wire.hasJar(), wire.getJar(), "CodeOffer.jar")),
        refs.read(wire.getFrom(), "CodeOffer.from"));
  }

  private WorkerWire.JobRefs write(JobRefs job) {
    return WorkerWire.JobRefs.newBuilder()
        .setJob(refs.write(job.job()))
        .setConductor(refs.write(job.conductor()))
        .setScheduler(refs.write(job.scheduler()))
        .build();
  }

  private JobRefs read(WorkerWire.JobRefs wire) {
    return new JobRefs(
        refs.read(wire.getJob(), "JobRefs.job"),
        refs.read(wire.getConductor(), "JobRefs.conductor"),
        refs.read(wire.getScheduler(), "JobRefs.scheduler"));
  }

  private WorkerWire.OpenStream write(WorkerProtocol.OpenStream message) {
    return WorkerWire.OpenStream.newBuilder()
        .setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setStream(message.stream().value())
        .setSource(Fields.bytes(message.source()))
        .setSplit(message.split())
        .setLabel(message.label())
        .setPosition(message.position())
        .setConnection(message.connection())
        .setPlace(ModelCodecs.write(message.place()))
        .setGrid(write(message.grid()))
        .build();
  }

  private WorkerProtocol.OpenStream read(WorkerWire.OpenStream wire) {
    return new WorkerProtocol.OpenStream(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        new StreamId(wire.getStream()),
        wire.getSource().toByteArray(),
        wire.getSplit(),
        wire.getLabel(),
        wire.getPosition(),
        wire.getConnection(),
        ModelCodecs.read(Fields.required(wire.hasPlace(), wire.getPlace(), "OpenStream.place")),
        read(Fields.required(wire.hasGrid(), wire.getGrid(), "OpenStream.grid")));
  }

  static WorkerWire.BatchGrid write(BatchGrid grid) {
    return WorkerWire.BatchGrid.newBuilder()
        .setOriginNanos(grid.originNanos())
        .setBatchNanos(grid.batchNanos())
        .setBlockNanos(grid.blockNanos())
        .build();
  }

  static BatchGrid read(WorkerWire.BatchGrid wire) {
    return new BatchGrid(wire.getOriginNanos(), wire.getBatchNanos(), wire.getBlockNanos());
  }

  private WorkerWire.EndStreams write(WorkerProtocol.EndStreams message) {
    return WorkerWire.EndStreams.newBuilder()
        .setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setMode(ModelCodecs.write(message.mode()))
        .build();
  }

  private WorkerProtocol.EndStreams read(WorkerWire.EndStreams wire) {
    return new WorkerProtocol.EndStreams(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        ModelCodecs.read(wire.getMode()));
  }

  private WorkerWire.CloseJob write(WorkerProtocol.CloseJob message) {
    return WorkerWire.CloseJob.newBuilder()
        .setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setReplyTo(refs.write(message.replyTo()))
        .build();
  }

  private WorkerProtocol.CloseJob read(WorkerWire.CloseJob wire) {
    return new WorkerProtocol.CloseJob(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        refs.read(wire.getReplyTo(), "CloseJob.reply_to"));
  }
}
