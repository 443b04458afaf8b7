package io.millrace.actors.driver;

import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The workers of one job: those that are here, those of them that have loaded it, and what the job
 * tells them. Belongs to the {@link Job} actor.
 */
final class Workforce {
  private final DriverEpoch epoch;
  private final JobId id;
  private final JobSubmission job;
  private final BatchGrid grid;
  private final JobRefs refs;
  private final Map<WorkerId, WorkerEntry> members = new TreeMap<>();
  private final Map<WorkerId, WorkerEntry> ready = new TreeMap<>();

  Workforce(DriverEpoch epoch, JobId id, JobSubmission job, BatchGrid grid, JobRefs refs) {
    this.epoch = epoch;
    this.id = id;
    this.job = job;
    this.grid = grid;
    this.refs = refs;
  }

  /**
   * Takes the new list; each newcomer loads the job before it is needed.
   *
   * @return those that were ready and are gone
   */
  List<WorkerId> become(List<WorkerEntry> now) {
    for (WorkerEntry worker : now) {
      if (!members.containsKey(worker.id())) {
        prepare(worker);
      }
    }
    members.clear();
    now.forEach(worker -> members.put(worker.id(), worker));
    List<WorkerId> gone = new ArrayList<>(ready.keySet());
    gone.removeAll(members.keySet());
    ready.keySet().removeAll(gone);
    return gone;
  }

  /** The worker has loaded the job; false if it has left meanwhile, or has said so before. */
  boolean prepared(WorkerId worker) {
    WorkerEntry entry = members.get(worker);
    return entry != null && ready.putIfAbsent(worker, entry) == null;
  }

  /** Those who have not answered are asked again. */
  void prepareAgain() {
    members.values().stream().filter(worker -> !isReady(worker.id())).forEach(this::prepare);
  }

  /** Whether it is here and has loaded the job. */
  boolean isReady(WorkerId worker) {
    return ready.containsKey(worker);
  }

  boolean isMember(WorkerId worker) {
    return members.containsKey(worker);
  }

  boolean areAllReady(int atLeast) {
    return members.size() >= atLeast && ready.keySet().containsAll(members.keySet());
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  List<WorkerEntry> ready() {
    return List.copyOf(ready.values());
  }

  List<WorkerId> readyIds() {
    return List.copyOf(ready.keySet());
  }

  void open(StreamId stream, WorkerId worker, long position, int connection) {
    WorkerEntry entry = ready.get(worker);
    if (entry != null) {
      SourceSpec source = job.graph().sourceOf(stream);
      int split = source.splitOf(stream);
      tell(
          entry,
          new WorkerProtocol.OpenStream(
              epoch,
              id,
              stream,
              source.reading(),
              split,
              source.splits().get(split),
              position,
              connection,
              grid));
    }
  }

  void endStreams(DrainMode mode) {
    ready.values().forEach(w -> tell(w, new WorkerProtocol.EndStreams(epoch, id, mode)));
  }

  void close() {
    members.values().forEach(w -> tell(w, new WorkerProtocol.CloseJob(epoch, id)));
  }

  /** The executor of the worker needs a binary again. */
  void supply(WorkerId worker, TaskBinaryId wanted) {
    WorkerEntry entry = members.get(worker);
    for (TaskBinary binary : job.graph().binaries()) {
      if (entry != null && binary.id().equals(wanted)) {
        entry.refs().executor().tell(new ExecutorProtocol.TaskBinaryFetched(epoch, id, binary));
      }
    }
  }

  private void prepare(WorkerEntry worker) {
    tell(
        worker,
        new WorkerProtocol.PrepareJob(
            epoch, id, job.name(), job.graph().binaries(), job.graph().sinks(), refs));
  }

  private static void tell(WorkerEntry worker, WorkerProtocol.Command message) {
    worker.refs().worker().tell(message);
  }
}
