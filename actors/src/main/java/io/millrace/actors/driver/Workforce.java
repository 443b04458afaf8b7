package io.millrace.actors.driver;

import io.millrace.config.SchedulingSettings;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.CodeOffer;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one job: those that are here, those of them that have loaded it, and what the job
 * tells them. Belongs to the {@link Job} actor.
 */
final class Workforce {
  private final JobWiring wiring;
  private final JobId id;
  private final JobSubmission job;
  private final BatchGrid grid;
  private final JobRefs refs;
  private final Map<WorkerId, WorkerEntry> members = new TreeMap<>();
  private final Map<WorkerId, WorkerEntry> ready = new TreeMap<>();
  private final Set<WorkerId> unable = new HashSet<>();

  Workforce(JobWiring wiring, JobId id, JobSubmission job, BatchGrid grid, JobRefs refs) {
    this.wiring = wiring;
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
    unable.retainAll(members.keySet());
    return gone;
  }

  /** The worker has loaded the job; false if it has left meanwhile, or has said so before. */
  boolean prepared(WorkerId worker) {
    WorkerEntry entry = members.get(worker);
    return entry != null && ready.putIfAbsent(worker, entry) == null;
  }

  /** Those who have not answered are asked again. */
  void prepareAgain() {
    members.values().stream()
        .filter(worker -> !isReady(worker.id()) && !unable.contains(worker.id()))
        .forEach(this::prepare);
  }

  /** The worker can't load the job, and is not asked again until it registers anew. */
  void leaveOut(WorkerId worker) {
    unable.add(worker);
  }

  /** Whether it is here and has loaded the job. */
  boolean isReady(WorkerId worker) {
    return ready.containsKey(worker);
  }

  boolean isMember(WorkerId worker) {
    return members.containsKey(worker);
  }

  int size() {
    return members.size();
  }

  /** How many slots they offer together. */
  int slots() {
    return members.values().stream().mapToInt(WorkerEntry::slots).sum();
  }

  /** Those that have not loaded the job yet. */
  List<WorkerId> unready() {
    return members.keySet().stream().filter(worker -> !isReady(worker)).toList();
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

  void open(StreamId stream, WorkerId worker, long position, int connection, SourcePlace place) {
    WorkerEntry entry = ready.get(worker);
    if (entry != null) {
      SourceSpec source = job.graph().sourceOf(stream);
      int split = source.splitOf(stream);
      tell(
          entry,
          new WorkerProtocol.OpenStream(
              wiring.epoch(),
              id,
              stream,
              source.reading(),
              split,
              source.splits().get(split),
              position,
              connection,
              place,
              grid));
    }
  }

  void endStreams(DrainMode mode) {
    ready.values().forEach(w -> tell(w, new WorkerProtocol.EndStreams(wiring.epoch(), id, mode)));
  }

  /** Tells those that hold on to the job to let go of it. */
  void close() {
    WorkerProtocol.CloseJob order = new WorkerProtocol.CloseJob(wiring.epoch(), id, refs.job());
    members.values().forEach(worker -> tell(worker, order));
  }

  /** Nothing of the job is left on the worker. */
  void closed(WorkerId worker) {
    members.remove(worker);
  }

  /** Those that have left hold on to nothing; newcomers are not told of a job that is over. */
  void retain(List<WorkerEntry> now) {
    members.keySet().retainAll(now.stream().map(WorkerEntry::id).toList());
  }

  boolean areAllClosed() {
    return members.isEmpty();
  }

  List<WorkerId> ids() {
    return List.copyOf(members.keySet());
  }

  /** The executor of the worker needs a binary again. */
  void supply(WorkerId worker, TaskBinaryId wanted) {
    WorkerEntry entry = members.get(worker);
    for (TaskBinary binary : job.graph().binaries()) {
      if (entry != null && binary.id().equals(wanted)) {
        entry
            .refs()
            .executor()
            .tell(new ExecutorProtocol.TaskBinaryFetched(wiring.epoch(), id, binary));
      }
    }
  }

  private void prepare(WorkerEntry worker) {
    tell(
        worker,
        new WorkerProtocol.PrepareJob(
            wiring.epoch(),
            id,
            job.name(),
            job.graph().binaries(),
            job.graph().sinks(),
            refs,
            offer(),
            settings()));
  }

  /** A worker's part in group mode must be there whatever its own configuration says. */
  private Map<String, String> settings() {
    SchedulingSettings.Mode mode = wiring.settings().scheduling().mode();
    if (mode == SchedulingSettings.Mode.PER_BATCH) {
      return job.settings();
    }
    Map<String, String> settings = new HashMap<>(job.settings());
    settings.put(SchedulingSettings.MODE, mode.word());
    return settings;
  }

  private @Nullable CodeOffer offer() {
    CodeRef code = job.code();
    return code == null ? null : new CodeOffer(code, wiring.code());
  }

  private static void tell(WorkerEntry worker, WorkerProtocol.Command message) {
    worker.refs().worker().tell(message);
  }
}
