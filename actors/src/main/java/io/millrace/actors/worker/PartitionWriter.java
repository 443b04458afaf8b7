package io.millrace.actors.worker;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.gate.CommitGate;
import io.millrace.core.gate.Parts;
import io.millrace.core.model.LanePayload.SinkOutput;
import io.millrace.core.model.StageRun;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.SinkPartition;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a sink: puts outputs together, writes and commits batches in order.
 *
 * <p>It is opened with its first output, and again with the first of a newer plan version, because
 * the right to write is of one version: the partition may have been another worker's in between.
 */
final class PartitionWriter {
  private final int partition;
  private final SinkOpener opener;
  private final StagePause pause;
  private final Committed committed;
  private final CommitGate gate = new CommitGate(BatchId.NONE);
  private final Map<OutputKey, Parts> incomplete = new HashMap<>();
  private final Map<String, Long> earlierTotals = new HashMap<>();
  private @Nullable SinkPartition sink;
  private long openedFor;

  PartitionWriter(int partition, SinkOpener opener, StagePause pause, Committed committed) {
    this.partition = partition;
    this.opener = opener;
    this.pause = pause;
    this.committed = committed;
  }

  /** Hears of each batch that is visible. */
  @FunctionalInterface
  interface Committed {
    /**
     * @param metrics totals since this worker first opened the partition
     */
    void committed(int partition, BatchId batch, long planVersion, Map<String, Long> metrics);
  }

  /**
   * Takes a part of an output, and commits what can be committed with it.
   *
   * @throws IOException when the sink can't be opened, written or committed
   */
  void take(SinkOutput output) throws IOException {
    StageRun run = output.run();
    OutputKey key = new OutputKey(run, output.target().index());
    Parts parts = incomplete.computeIfAbsent(key, missing -> new Parts(output.parts()));
    parts.add(output.part(), output.bytes());
    if (!parts.complete()) {
      return;
    }
    incomplete.remove(key);
    SinkPartition open = opened(run.planVersion());
    switch (gate.add(run.batch(), run.planVersion(), output.target(), parts.joined())) {
      case KEPT -> commitInTurn(open);
      case VISIBLE -> report(run.batch(), run.planVersion(), open);
      case OUTDATED -> {}
    }
  }

  void close() throws IOException {
    if (sink != null) {
      sink.close();
    }
  }

  private SinkPartition opened(long planVersion) throws IOException {
    if (sink != null && openedFor >= planVersion) {
      return sink;
    }
    if (sink != null) {
      sink.metrics().forEach((name, total) -> earlierTotals.merge(name, total, Long::sum));
      sink.close();
      sink = null;
    }
    sink = opener.open(partition, planVersion);
    openedFor = planVersion;
    gate.committed(sink.lastCommitted());
    return sink;
  }

  private void commitInTurn(SinkPartition open) throws IOException {
    for (CommitGate.Turn turn = gate.next(); turn != null; turn = gate.next()) {
      BatchId batch = turn.batch();
      for (byte[] output : turn.outputs()) {
        DataInputStream input = new DataInputStream(new ByteArrayInputStream(output));
        open.write(batch, input, output.length);
      }
      pause.at("commit");
      open.commit(batch);
      gate.committed(batch);
      incomplete.keySet().removeIf(key -> key.run().batch().compareTo(batch) <= 0);
      report(batch, turn.planVersion(), open);
    }
  }

  private void report(BatchId batch, long planVersion, SinkPartition open) {
    Map<String, Long> totals = new HashMap<>(earlierTotals);
    open.metrics().forEach((name, total) -> totals.merge(name, total, Long::sum));
    committed.committed(partition, batch, planVersion, totals);
  }

  private record OutputKey(StageRun run, int index) {}
}
