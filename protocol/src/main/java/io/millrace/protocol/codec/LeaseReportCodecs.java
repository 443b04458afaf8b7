package io.millrace.protocol.codec;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeasedBatch;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.SinkCommit;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.wire.LeaseWire;
import io.millrace.protocol.wire.ModelWire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** What a worker did under a lease. */
final class LeaseReportCodecs {
  private LeaseReportCodecs() {}

  static LeaseWire.LeaseReport write(LeaseReport report) {
    var blocks = ModelWire.Blocks.newBuilder();
    var wire =
        LeaseWire.LeaseReport.newBuilder()
            .setPlanVersion(report.planVersion())
            .setSequence(report.sequence())
            .setCache(ModelCodecs.write(report.cache()));
    for (LeaseReport.StoredBlock block : report.blocks()) {
      BlockCodecs.add(blocks, block.meta());
      wire.addStoredNanos(block.storedNanos());
    }
    wire.setBlocks(blocks);
    report.cuts().forEach(cut -> wire.addCuts(write(cut)));
    report.done().forEach(batch -> wire.addDone(write(batch)));
    report.commits().forEach(commit -> wire.addCommits(write(commit)));
    report.failures().forEach(failure -> wire.addFailures(write(failure)));
    if (report.end() != null) {
      wire.setEnd(
          LeaseWire.LeaseEnd.newBuilder().putAllSeen(LeaseCodecs.numbered(report.end().seen())));
    }
    return wire.build();
  }

  static LeaseReport read(LeaseWire.LeaseReport wire) {
    return new LeaseReport(
        wire.getPlanVersion(),
        wire.getSequence(),
        readBlocks(wire),
        wire.getCutsList().stream().map(LeaseReportCodecs::read).toList(),
        wire.getDoneList().stream().map(LeaseReportCodecs::read).toList(),
        wire.getCommitsList().stream().map(LeaseReportCodecs::read).toList(),
        wire.getFailuresList().stream().map(LeaseReportCodecs::read).toList(),
        ModelCodecs.read(Fields.required(wire.hasCache(), wire.getCache(), "LeaseReport.cache")),
        wire.hasEnd()
            ? new LeaseReport.End(LeaseCodecs.byStream(wire.getEnd().getSeenMap()))
            : null);
  }

  private static List<LeaseReport.StoredBlock> readBlocks(LeaseWire.LeaseReport wire) {
    List<BlockMeta> metas = BlockCodecs.read(wire.getBlocks());
    Fields.rows("LeaseReport", metas.size(), wire.getStoredNanosCount());
    var blocks = new ArrayList<LeaseReport.StoredBlock>(metas.size());
    for (int i = 0; i < metas.size(); i++) {
      blocks.add(new LeaseReport.StoredBlock(metas.get(i), wire.getStoredNanos(i)));
    }
    return blocks;
  }

  private static LeaseWire.LeasedCut write(LeasedCut cut) {
    var wire =
        LeaseWire.LeasedCut.newBuilder()
            .setBatch(cut.batch().value())
            .setCutNanos(cut.cutNanos())
            .setLate(cut.late())
            .setMerged(cut.merged());
    cut.positions().forEach((stream, at) -> wire.addStream(stream.value()).addPosition(at));
    return wire.build();
  }

  private static LeasedCut read(LeaseWire.LeasedCut wire) {
    int rows = Fields.rows("LeasedCut", wire.getStreamCount(), wire.getPositionCount());
    var positions = new HashMap<StreamId, Long>();
    for (int i = 0; i < rows; i++) {
      positions.put(new StreamId(wire.getStream(i)), wire.getPosition(i));
    }
    return new LeasedCut(
        new BatchId(wire.getBatch()),
        positions,
        wire.getCutNanos(),
        wire.getLate(),
        wire.getMerged());
  }

  private static LeaseWire.LeasedBatch write(LeasedBatch batch) {
    return LeaseWire.LeasedBatch.newBuilder()
        .setBatch(batch.batch().value())
        .addAllPartitions(batch.partitions())
        .addAllReports(batch.reports().stream().map(OutcomeCodecs::write).toList())
        .setFinishedNanos(batch.finishedNanos())
        .setRetries(batch.retries())
        .setTasks(batch.tasks())
        .setRecords(batch.records())
        .setShuffleBytesIn(batch.shuffleBytesIn())
        .build();
  }

  private static LeasedBatch read(LeaseWire.LeasedBatch wire) {
    return new LeasedBatch(
        new BatchId(wire.getBatch()),
        wire.getPartitionsList(),
        wire.getReportsList().stream().map(OutcomeCodecs::read).toList(),
        wire.getFinishedNanos(),
        wire.getRetries(),
        wire.getTasks(),
        wire.getRecords(),
        wire.getShuffleBytesIn());
  }

  private static LeaseWire.SinkCommit write(SinkCommit commit) {
    return LeaseWire.SinkCommit.newBuilder()
        .setBatch(commit.batch().value())
        .setPartition(commit.partition())
        .setCommittedNanos(commit.committedNanos())
        .putAllMetrics(commit.metrics())
        .build();
  }

  private static SinkCommit read(LeaseWire.SinkCommit wire) {
    return new SinkCommit(
        new BatchId(wire.getBatch()),
        wire.getPartition(),
        wire.getCommittedNanos(),
        wire.getMetricsMap());
  }

  private static LeaseWire.FailedBatch write(LeaseReport.FailedBatch failure) {
    return LeaseWire.FailedBatch.newBuilder()
        .setBatch(failure.batch().value())
        .setLast(ModelCodecs.write(failure.last()))
        .setTimes(failure.times())
        .build();
  }

  private static LeaseReport.FailedBatch read(LeaseWire.FailedBatch wire) {
    return new LeaseReport.FailedBatch(
        new BatchId(wire.getBatch()),
        ModelCodecs.read(Fields.required(wire.hasLast(), wire.getLast(), "FailedBatch.last")),
        wire.getTimes());
  }
}
