package io.millrace.protocol.codec;

import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.wire.DriverWire;
import java.util.List;

/** The part of {@link DriverProtocol} that asks what there is. */
final class DriverListCodecs {
  private final ActorRefs refs;

  DriverListCodecs(ActorRefs refs) {
    this.refs = refs;
  }

  List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "dj1",
            DriverProtocol.ListJobs.class,
            DriverWire.ListJobs.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "dw1",
            DriverProtocol.ListWorkers.class,
            DriverWire.ListWorkers.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "dl1",
            DriverProtocol.JobList.class,
            DriverWire.JobList.parser(),
            DriverListCodecs::write,
            DriverListCodecs::read),
        WireCodec.of(
            "dv1",
            DriverProtocol.WorkerList.class,
            DriverWire.WorkerList.parser(),
            DriverListCodecs::write,
            DriverListCodecs::read));
  }

  private DriverWire.ListJobs write(DriverProtocol.ListJobs message) {
    return DriverWire.ListJobs.newBuilder().setReplyTo(refs.write(message.replyTo())).build();
  }

  private DriverProtocol.ListJobs read(DriverWire.ListJobs wire) {
    return new DriverProtocol.ListJobs(refs.read(wire.getReplyTo(), "ListJobs.reply_to"));
  }

  private DriverWire.ListWorkers write(DriverProtocol.ListWorkers message) {
    return DriverWire.ListWorkers.newBuilder().setReplyTo(refs.write(message.replyTo())).build();
  }

  private DriverProtocol.ListWorkers read(DriverWire.ListWorkers wire) {
    return new DriverProtocol.ListWorkers(refs.read(wire.getReplyTo(), "ListWorkers.reply_to"));
  }

  private static DriverWire.JobList write(DriverProtocol.JobList message) {
    return DriverWire.JobList.newBuilder()
        .addAllJobs(message.jobs().stream().map(StatusCodecs::write).toList())
        .build();
  }

  private static DriverProtocol.JobList read(DriverWire.JobList wire) {
    return new DriverProtocol.JobList(wire.getJobsList().stream().map(StatusCodecs::read).toList());
  }

  private static DriverWire.WorkerList write(DriverProtocol.WorkerList message) {
    return DriverWire.WorkerList.newBuilder()
        .addAllWorkers(message.workers().stream().map(StatusCodecs::write).toList())
        .build();
  }

  private static DriverProtocol.WorkerList read(DriverWire.WorkerList wire) {
    return new DriverProtocol.WorkerList(
        wire.getWorkersList().stream().map(StatusCodecs::read).toList());
  }
}
