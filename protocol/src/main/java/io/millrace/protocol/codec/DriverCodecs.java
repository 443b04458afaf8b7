package io.millrace.protocol.codec;

import io.millrace.core.model.JobId;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.core.model.Refusal;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.WorkerRefs;
import io.millrace.protocol.wire.DriverWire;
import java.util.List;
import java.util.stream.Stream;

/** Conversation {@link DriverProtocol}. */
final class DriverCodecs {
  private final ActorRefs refs;

  DriverCodecs(ActorRefs refs) {
    this.refs = refs;
  }

  List<WireCodec<?>> all() {
    return Stream.of(commands(), answers()).<WireCodec<?>>flatMap(List::stream).toList();
  }

  private List<WireCodec<?>> commands() {
    return List.of(
        WireCodec.of(
            "dr1",
            DriverProtocol.RegisterWorker.class,
            DriverWire.RegisterWorker.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "ds1",
            DriverProtocol.SubmitJob.class,
            DriverWire.SubmitJob.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "dd1",
            DriverProtocol.DrainJob.class,
            DriverWire.DrainJob.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "dg1",
            DriverProtocol.GetJobStatus.class,
            DriverWire.GetJobStatus.parser(),
            this::write,
            this::read));
  }

  private List<WireCodec<?>> answers() {
    return List.of(
        WireCodec.of(
            "da1",
            DriverProtocol.JobAccepted.class,
            DriverWire.JobAccepted.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "dx1",
            DriverProtocol.JobRefused.class,
            DriverWire.JobRefused.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "dt1",
            DriverProtocol.JobStatusReply.class,
            DriverWire.JobStatusReply.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "du1",
            DriverProtocol.JobUnknown.class,
            DriverWire.JobUnknown.parser(),
            this::write,
            this::read));
  }

  private DriverWire.RegisterWorker write(DriverProtocol.RegisterWorker message) {
    return DriverWire.RegisterWorker.newBuilder()
        .setWorker(message.worker().value())
        .setSlots(message.slots())
        .setRefs(write(message.refs()))
        .build();
  }

  private DriverProtocol.RegisterWorker read(DriverWire.RegisterWorker wire) {
    return new DriverProtocol.RegisterWorker(
        Fields.worker(wire.getWorker(), "RegisterWorker.worker"),
        wire.getSlots(),
        read(Fields.required(wire.hasRefs(), wire.getRefs(), "RegisterWorker.refs")));
  }

  private DriverWire.WorkerRefs write(WorkerRefs worker) {
    return DriverWire.WorkerRefs.newBuilder()
        .setWorker(refs.write(worker.worker()))
        .setExecutor(refs.write(worker.executor()))
        .setBlockStore(refs.write(worker.blockStore()))
        .setLane(refs.write(worker.lane()))
        .build();
  }

  private WorkerRefs read(DriverWire.WorkerRefs wire) {
    return new WorkerRefs(
        refs.read(wire.getWorker(), "WorkerRefs.worker"),
        refs.read(wire.getExecutor(), "WorkerRefs.executor"),
        refs.read(wire.getBlockStore(), "WorkerRefs.block_store"),
        refs.read(wire.getLane(), "WorkerRefs.lane"));
  }

  private DriverWire.SubmitJob write(DriverProtocol.SubmitJob message) {
    return DriverWire.SubmitJob.newBuilder()
        .setJob(write(message.job()))
        .setReplyTo(refs.write(message.replyTo()))
        .setStartWithinMillis(message.startWithinMillis())
        .build();
  }

  private DriverProtocol.SubmitJob read(DriverWire.SubmitJob wire) {
    return new DriverProtocol.SubmitJob(
        read(Fields.required(wire.hasJob(), wire.getJob(), "SubmitJob.job")),
        wire.getStartWithinMillis(),
        refs.read(wire.getReplyTo(), "SubmitJob.reply_to"));
  }

  private DriverWire.JobSubmission write(JobSubmission job) {
    var wire = DriverWire.JobSubmission.newBuilder();
    if (job.code() != null) {
      wire.setCode(ModelCodecs.write(job.code()));
    }
    return wire.setName(job.name())
        .setGraph(GraphCodecs.write(job.graph()))
        .setMeasurement(write(job.measurement()))
        .putAllSettings(job.settings())
        .build();
  }

  private JobSubmission read(DriverWire.JobSubmission wire) {
    return new JobSubmission(
        wire.getName(),
        GraphCodecs.read(Fields.required(wire.hasGraph(), wire.getGraph(), "JobSubmission.graph")),
        read(
            Fields.required(
                wire.hasMeasurement(), wire.getMeasurement(), "JobSubmission.measurement")),
        wire.hasCode() ? ModelCodecs.read(wire.getCode()) : null,
        wire.getSettingsMap());
  }

  private DriverWire.Measurement write(Measurement measurement) {
    return DriverWire.Measurement.newBuilder()
        .setWarmUpMicros(measurement.warmUpMicros())
        .setMeasuredMicros(measurement.measuredMicros())
        .build();
  }

  private Measurement read(DriverWire.Measurement wire) {
    return new Measurement(wire.getWarmUpMicros(), wire.getMeasuredMicros());
  }

  private DriverWire.DrainJob write(DriverProtocol.DrainJob message) {
    return DriverWire.DrainJob.newBuilder()
        .setJob(message.job().value())
        .setMode(ModelCodecs.write(message.mode()))
        .build();
  }

  private DriverProtocol.DrainJob read(DriverWire.DrainJob wire) {
    return new DriverProtocol.DrainJob(new JobId(wire.getJob()), ModelCodecs.read(wire.getMode()));
  }

  private DriverWire.GetJobStatus write(DriverProtocol.GetJobStatus message) {
    return DriverWire.GetJobStatus.newBuilder()
        .setJob(message.job().value())
        .setReplyTo(refs.write(message.replyTo()))
        .build();
  }

  private DriverProtocol.GetJobStatus read(DriverWire.GetJobStatus wire) {
    return new DriverProtocol.GetJobStatus(
        new JobId(wire.getJob()), refs.read(wire.getReplyTo(), "GetJobStatus.reply_to"));
  }

  private DriverWire.JobAccepted write(DriverProtocol.JobAccepted message) {
    return DriverWire.JobAccepted.newBuilder().setJob(message.job().value()).build();
  }

  private DriverProtocol.JobAccepted read(DriverWire.JobAccepted wire) {
    return new DriverProtocol.JobAccepted(new JobId(wire.getJob()));
  }

  private DriverWire.JobUnknown write(DriverProtocol.JobUnknown message) {
    return DriverWire.JobUnknown.newBuilder().setJob(message.job().value()).build();
  }

  private DriverProtocol.JobUnknown read(DriverWire.JobUnknown wire) {
    return new DriverProtocol.JobUnknown(new JobId(wire.getJob()));
  }

  private DriverWire.JobRefused write(DriverProtocol.JobRefused message) {
    return DriverWire.JobRefused.newBuilder()
        .setReason(message.reason())
        .setWhy(write(message.why()))
        .build();
  }

  private DriverProtocol.JobRefused read(DriverWire.JobRefused wire) {
    return new DriverProtocol.JobRefused(read(wire.getWhy()), wire.getReason());
  }

  private static DriverWire.Refusal write(Refusal why) {
    return switch (why) {
      case NAME_TAKEN -> DriverWire.Refusal.REFUSAL_NAME_TAKEN;
      case TOO_FEW_WORKERS -> DriverWire.Refusal.REFUSAL_TOO_FEW_WORKERS;
      case NOT_STARTED -> DriverWire.Refusal.REFUSAL_NOT_STARTED;
    };
  }

  private static Refusal read(DriverWire.Refusal wire) {
    return switch (wire) {
      case REFUSAL_NAME_TAKEN -> Refusal.NAME_TAKEN;
      case REFUSAL_TOO_FEW_WORKERS -> Refusal.TOO_FEW_WORKERS;
      case REFUSAL_NOT_STARTED -> Refusal.NOT_STARTED;
      case REFUSAL_UNSPECIFIED, UNRECOGNIZED -> throw Fields.missing("JobRefused.why");
    };
  }

  private DriverWire.JobStatusReply write(DriverProtocol.JobStatusReply message) {
    return DriverWire.JobStatusReply.newBuilder()
        .setStatus(StatusCodecs.write(message.status()))
        .build();
  }

  private DriverProtocol.JobStatusReply read(DriverWire.JobStatusReply wire) {
    return new DriverProtocol.JobStatusReply(
        StatusCodecs.read(
            Fields.required(wire.hasStatus(), wire.getStatus(), "JobStatusReply.status")));
  }
}
