package io.millrace.protocol.codec;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.LatencySummary;
import io.millrace.protocol.wire.StatusWire;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the latency ledger tells. */
final class LatencyCodecs {
  private LatencyCodecs() {}

  static StatusWire.LatencySummary write(LatencySummary summary) {
    var wire =
        StatusWire.LatencySummary.newBuilder()
            .setSeconds(summary.seconds())
            .setRecords(summary.records())
            .setBytes(summary.bytes())
            .setLatency(write(summary.latency()))
            .setVisible(write(summary.visible()))
            .setUnaccountedMean(summary.unaccountedMean())
            .setFirstHalfMean(summary.firstHalfMean())
            .setSecondHalfMean(summary.secondHalfMean());
    summary
        .stages()
        .forEach(
            (name, latency) -> wire.addStagesBuilder().setName(name).setLatency(write(latency)));
    return wire.build();
  }

  static LatencySummary read(StatusWire.LatencySummary wire) {
    return new LatencySummary(
        wire.getSeconds(),
        wire.getRecords(),
        wire.getBytes(),
        read(Fields.required(wire.hasLatency(), wire.getLatency(), "LatencySummary.latency")),
        read(Fields.required(wire.hasVisible(), wire.getVisible(), "LatencySummary.visible")),
        readStages(wire),
        wire.getUnaccountedMean(),
        wire.getFirstHalfMean(),
        wire.getSecondHalfMean());
  }

  private static Map<String, Distribution> readStages(StatusWire.LatencySummary wire) {
    var stages = new LinkedHashMap<String, Distribution>();
    for (StatusWire.LedgerStage stage : wire.getStagesList()) {
      stages.put(
          Fields.text(stage.getName(), "LedgerStage.name"),
          read(Fields.required(stage.hasLatency(), stage.getLatency(), "LedgerStage.latency")));
    }
    return Collections.unmodifiableMap(stages);
  }

  static StatusWire.Distribution write(Distribution distribution) {
    return StatusWire.Distribution.newBuilder()
        .setMean(distribution.mean())
        .setP50(distribution.p50())
        .setP90(distribution.p90())
        .setP99(distribution.p99())
        .setP999(distribution.p999())
        .setMax(distribution.max())
        .build();
  }

  static Distribution read(StatusWire.Distribution wire) {
    return new Distribution(
        wire.getMean(), wire.getP50(), wire.getP90(), wire.getP99(), wire.getP999(), wire.getMax());
  }
}
