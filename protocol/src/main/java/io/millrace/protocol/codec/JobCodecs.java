package io.millrace.protocol.codec;

import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.wire.JobWire;
import java.util.List;

/** Conversation {@link JobProtocol}. */
final class JobCodecs {
  private JobCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "jp1",
            JobProtocol.JobPrepared.class,
            JobWire.JobPrepared.parser(),
            JobCodecs::write,
            JobCodecs::read),
        WireCodec.of(
            "jx1",
            JobProtocol.PreparationFailed.class,
            JobWire.PreparationFailed.parser(),
            JobCodecs::write,
            JobCodecs::read),
        WireCodec.of(
            "jc1",
            JobProtocol.JobClosed.class,
            JobWire.JobClosed.parser(),
            JobCodecs::write,
            JobCodecs::read),
        WireCodec.of(
            "jb1",
            JobProtocol.FetchTaskBinary.class,
            JobWire.FetchTaskBinary.parser(),
            JobCodecs::write,
            JobCodecs::read),
        WireCodec.of(
            "js1",
            JobProtocol.StreamChanged.class,
            JobWire.StreamChanged.parser(),
            JobCodecs::write,
            JobCodecs::read));
  }

  private static JobWire.JobPrepared write(JobProtocol.JobPrepared message) {
    return JobWire.JobPrepared.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .setCache(ModelCodecs.write(message.cache()))
        .build();
  }

  private static JobProtocol.JobPrepared read(JobWire.JobPrepared wire) {
    return new JobProtocol.JobPrepared(
        Fields.worker(wire.getWorker(), "JobPrepared.worker"),
        new JobId(wire.getJob()),
        ModelCodecs.read(Fields.required(wire.hasCache(), wire.getCache(), "JobPrepared.cache")));
  }

  private static JobWire.PreparationFailed write(JobProtocol.PreparationFailed message) {
    return JobWire.PreparationFailed.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .setFailure(ModelCodecs.write(message.failure()))
        .build();
  }

  private static JobProtocol.PreparationFailed read(JobWire.PreparationFailed wire) {
    return new JobProtocol.PreparationFailed(
        Fields.worker(wire.getWorker(), "PreparationFailed.worker"),
        new JobId(wire.getJob()),
        ModelCodecs.read(
            Fields.required(wire.hasFailure(), wire.getFailure(), "PreparationFailed.failure")));
  }

  private static JobWire.JobClosed write(JobProtocol.JobClosed message) {
    return JobWire.JobClosed.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .build();
  }

  private static JobProtocol.JobClosed read(JobWire.JobClosed wire) {
    return new JobProtocol.JobClosed(
        Fields.worker(wire.getWorker(), "JobClosed.worker"), new JobId(wire.getJob()));
  }

  private static JobWire.FetchTaskBinary write(JobProtocol.FetchTaskBinary message) {
    return JobWire.FetchTaskBinary.newBuilder()
        .setWorker(message.worker().value())
        .setJob(message.job().value())
        .setId(message.id().hex())
        .build();
  }

  private static JobProtocol.FetchTaskBinary read(JobWire.FetchTaskBinary wire) {
    return new JobProtocol.FetchTaskBinary(
        Fields.worker(wire.getWorker(), "FetchTaskBinary.worker"),
        new JobId(wire.getJob()),
        new TaskBinaryId(Fields.text(wire.getId(), "FetchTaskBinary.id")));
  }

  private static JobWire.StreamChanged write(JobProtocol.StreamChanged message) {
    return JobWire.StreamChanged.newBuilder()
        .setJob(message.job().value())
        .setStatus(StatusCodecs.write(message.status()))
        .setPlace(ModelCodecs.write(message.place()))
        .build();
  }

  private static JobProtocol.StreamChanged read(JobWire.StreamChanged wire) {
    return new JobProtocol.StreamChanged(
        new JobId(wire.getJob()),
        StatusCodecs.read(
            Fields.required(wire.hasStatus(), wire.getStatus(), "StreamChanged.status")),
        ModelCodecs.read(Fields.required(wire.hasPlace(), wire.getPlace(), "StreamChanged.place")));
  }
}
