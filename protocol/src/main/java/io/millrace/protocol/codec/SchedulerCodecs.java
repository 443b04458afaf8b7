package io.millrace.protocol.codec;

import io.millrace.protocol.SchedulerProtocol;
import io.millrace.protocol.wire.SchedulerWire;
import java.util.List;

/** Conversation {@link SchedulerProtocol}. */
final class SchedulerCodecs {
  private SchedulerCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "sr1",
            SchedulerProtocol.StageReport.class,
            SchedulerWire.StageReport.parser(),
            SchedulerCodecs::write,
            SchedulerCodecs::read));
  }

  private static SchedulerWire.StageReport write(SchedulerProtocol.StageReport message) {
    return SchedulerWire.StageReport.newBuilder()
        .setWorker(message.worker().value())
        .setRun(ModelCodecs.write(message.run()))
        .addAllOutcomes(message.outcomes().stream().map(OutcomeCodecs::write).toList())
        .setCache(ModelCodecs.write(message.cache()))
        .build();
  }

  private static SchedulerProtocol.StageReport read(SchedulerWire.StageReport wire) {
    return new SchedulerProtocol.StageReport(
        Fields.worker(wire.getWorker(), "StageReport.worker"),
        ModelCodecs.read(Fields.required(wire.hasRun(), wire.getRun(), "StageReport.run")),
        wire.getOutcomesList().stream().map(OutcomeCodecs::read).toList(),
        ModelCodecs.read(Fields.required(wire.hasCache(), wire.getCache(), "StageReport.cache")));
  }
}
