package io.millrace.protocol.codec;

import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.protocol.wire.TaskWire;

/** How a task ended, and what it measured. */
final class OutcomeCodecs {
  private OutcomeCodecs() {}

  static TaskWire.TaskOutcome write(TaskOutcome outcome) {
    var wire =
        TaskWire.TaskOutcome.newBuilder().setIndex(outcome.index()).setAttempt(outcome.attempt());
    if (outcome instanceof TaskOutcome.Succeeded succeeded) {
      wire.setSucceeded(
          TaskWire.Success.newBuilder()
              .setReport(write(succeeded.report()))
              .addAllChunks(succeeded.chunks().stream().map(OutcomeCodecs::write).toList()));
    } else if (outcome instanceof TaskOutcome.Failed failed) {
      wire.setFailed(ModelCodecs.write(failed.failure()));
    } else if (outcome instanceof TaskOutcome.InputLost lost) {
      wire.setInputLost(TaskWire.InputLost.newBuilder().setWhat(lost.what()));
    }
    return wire.build();
  }

  static TaskOutcome read(TaskWire.TaskOutcome wire) {
    int index = wire.getIndex();
    int attempt = wire.getAttempt();
    return switch (wire.getEndingCase()) {
      case SUCCEEDED -> succeeded(index, attempt, wire.getSucceeded());
      case FAILED -> new TaskOutcome.Failed(index, attempt, ModelCodecs.read(wire.getFailed()));
      case INPUT_LOST -> new TaskOutcome.InputLost(index, attempt, wire.getInputLost().getWhat());
      case ENDING_NOT_SET -> throw Fields.missing("TaskOutcome.ending");
    };
  }

  private static TaskOutcome.Succeeded succeeded(int index, int attempt, TaskWire.Success wire) {
    TaskReport report = read(Fields.required(wire.hasReport(), wire.getReport(), "Success.report"));
    var chunks = wire.getChunksList().stream().map(OutcomeCodecs::read).toList();
    return new TaskOutcome.Succeeded(index, attempt, report, chunks);
  }

  private static TaskWire.ChunkCounts write(ChunkCounts counts) {
    return TaskWire.ChunkCounts.newBuilder()
        .setShuffle(counts.shuffle())
        .addAllChunks(counts.chunks())
        .build();
  }

  private static ChunkCounts read(TaskWire.ChunkCounts wire) {
    return new ChunkCounts(wire.getShuffle(), wire.getChunksList());
  }

  static TaskWire.TaskReport write(TaskReport report) {
    return TaskWire.TaskReport.newBuilder()
        .setScheduledNanos(report.scheduledNanos())
        .setFinishedNanos(report.finishedNanos())
        .setRecords(report.records())
        .setRejected(report.rejected())
        .setProcessedSum(report.processedSum())
        .setLatencySumMicros(report.latencySumMicros())
        .setLatencies(Fields.bytes(report.latencies()))
        .setSetUpNanos(report.setUpNanos())
        .setShuffleBytesIn(report.shuffleBytesIn())
        .setBlocks(BlockCodecs.writeStats(report.blocks()))
        .build();
  }

  static TaskReport read(TaskWire.TaskReport wire) {
    return new TaskReport(
        wire.getScheduledNanos(),
        wire.getFinishedNanos(),
        wire.getRecords(),
        wire.getRejected(),
        wire.getProcessedSum(),
        wire.getLatencySumMicros(),
        wire.getLatencies().toByteArray(),
        wire.getSetUpNanos(),
        wire.getShuffleBytesIn(),
        BlockCodecs.read(wire.getBlocks()));
  }
}
