package io.millrace.testkit.simulation;

import io.millrace.core.gate.CommitGate;
import io.millrace.core.gate.Parts;
import io.millrace.core.model.LanePayload.SinkOutput;
import io.millrace.core.model.StageRun;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * One sink partition on the worker that owns it. It is opened again with the first output of a
 * newer plan version, as the partition may have been another worker's in between. A commit takes
 * time, and its worker may freeze in the middle of it.
 */
final class OwnedPartition {
  private final SimulatedWorker worker;
  private final int partition;
  private final DurableSink sink;
  private final CommitGate gate = new CommitGate(BatchId.NONE);
  private final Map<Output, Parts> incomplete = new HashMap<>();
  private final Queue<SinkOutput> waiting = new ArrayDeque<>();
  private Fence fence = new Fence(0, 0);
  private boolean committing;

  OwnedPartition(SimulatedWorker worker, int partition, DurableSink sink) {
    this.worker = worker;
    this.partition = partition;
    this.sink = sink;
  }

  private record Output(StageRun run, int index) {}

  void take(SinkOutput output) {
    waiting.add(output);
    work();
  }

  private void work() {
    while (!committing && !waiting.isEmpty()) {
      add(waiting.remove());
    }
  }

  private void add(SinkOutput output) {
    StageRun run = output.run();
    Output key = new Output(run, output.target().index());
    Parts parts = incomplete.computeIfAbsent(key, k -> new Parts(output.parts()));
    parts.add(output.part(), output.bytes());
    if (!parts.complete()) {
      return;
    }
    incomplete.remove(key);
    openFor(run.planVersion());
    switch (gate.add(run.batch(), run.planVersion(), output.target(), parts.joined())) {
      case KEPT -> commitNext();
      case VISIBLE -> worker.reportCommit(partition, run.batch(), run.planVersion());
      case OUTDATED -> {}
    }
  }

  private void openFor(long planVersion) {
    Fence newer = new Fence(SimulatedDriver.EPOCH.value(), planVersion);
    if (newer.compareTo(fence) > 0) {
      fence = newer;
      sink.open(partition, fence).ifPresent(gate::committed);
    }
  }

  private void commitNext() {
    CommitGate.Turn turn = gate.next();
    if (turn != null) {
      committing = true;
      long delay = worker.random().nextLong(2 * Parameters.MILLI);
      worker.after(delay, "commits " + turn.batch() + " in " + partition, () -> commit(turn));
    }
  }

  /** An owner whose time is over leaves the batch to the next. */
  private void commit(CommitGate.Turn turn) {
    committing = false;
    boolean done =
        sink.commit(new DurableSink.Publication(partition, turn.batch(), fence, turn.outputs()));
    if (done) {
      gate.committed(turn.batch());
      worker.reportCommit(partition, turn.batch(), turn.planVersion());
      commitNext();
    }
    work();
  }
}
