package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchEffects;
import io.millrace.core.batch.BatchFlow;
import io.millrace.core.batch.BatchState;
import io.millrace.core.batch.StuckStreams;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.Dispatch;
import io.millrace.core.schedule.FailedTask;
import io.millrace.core.schedule.JobSchedule;
import io.millrace.core.schedule.LocalityFirst;
import io.millrace.core.schedule.RetryPolicy;
import io.millrace.core.schedule.ScheduleEffects;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol.FloorsRaised;
import io.millrace.protocol.BlockStoreProtocol.ReportAgain;
import io.millrace.protocol.ConductorProtocol.BlocksReported;
import io.millrace.protocol.ConductorProtocol.LeaseReported;
import io.millrace.protocol.ConductorProtocol.PartitionCommitted;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.JobProtocol.StreamChanged;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import io.millrace.protocol.WireMessage;
import io.millrace.protocol.WorkerProtocol.Dismissed;
import io.millrace.protocol.WorkerProtocol.OpenStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The driver's actors around one job, wired as the real ones are: job, conductor and scheduler tell
 * each other by messages that take time and keep their order between two of them.
 */
final class SimulatedDriver implements BatchEffects, ScheduleEffects {
  static final JobId JOB = new JobId(1);
  static final DriverEpoch EPOCH = new DriverEpoch(7);

  private final World world;
  private final Parameters parameters;
  private final BatchFlow flow;
  private final SimulatedLeases leases;
  private int lossesUnderWay;
  private final JobSchedule schedule;
  private final TreeSet<WorkerId> present = new TreeSet<>();
  private final Map<StreamId, StreamStatus> streams = new TreeMap<>();
  private final Map<StreamId, WorkerId> readers = new TreeMap<>();
  private Assignment assignment;
  private final Set<StreamId> heardOf = new HashSet<>();
  private final TreeSet<WorkerId> dismissed = new TreeSet<>();
  private final StuckStreams stuckStreams = new StuckStreams();
  private int remindersLeft = 20;
  private boolean drained;

  SimulatedDriver(World world, Collection<WorkerId> workers) {
    this.world = world;
    this.parameters = world.parameters();
    JobGraph graph = parameters.job().graph();
    this.flow = new BatchFlow(parameters.policy(), new BatchId(0), graph::shownIn, this);
    this.leases = new SimulatedLeases(world, flow);
    present.addAll(workers);
    Map<StreamId, WorkerId> placed = new TreeMap<>();
    List<WorkerId> ready = List.copyOf(present);
    for (int stream = 0; stream < parameters.job().streams(); stream++) {
      placed.put(new StreamId(stream), ready.get(stream % ready.size()));
    }
    this.assignment = Assignment.first(ready, placed);
    this.schedule =
        new JobSchedule(
            JOB,
            graph,
            new LocalityFirst(),
            new RetryPolicy(parameters.maxAttempts()),
            parameters.taskBytes(),
            assignment,
            this);
    placed.forEach(this::open);
    tell("job", "conductor", "begin", () -> wantLease());
  }

  private void wantLease() {
    if (lossesUnderWay == 0) {
      leases.want(assignment);
    }
  }

  void start() {
    tick();
    sendAgain();
    world.queue().after(Parameters.REMIND, "driver reminds", this::remind);
  }

  private void tick() {
    if (!drained) {
      flow.tick(world.queue().now());
      leases.tick();
      world.queue().after(parameters.policy().grid().batchNanos(), "conductor ticks", this::tick);
    }
  }

  private void sendAgain() {
    if (!drained) {
      schedule.sendAgain();
      world.queue().after(50 * Parameters.MILLI, "scheduler sends again", this::sendAgain);
    }
  }

  /** Messages between nodes may be lost. */
  private void remind() {
    dismissed.forEach(worker -> tellWorker("registry", worker, new Dismissed(EPOCH, worker)));
    tellFloors(flow.floors(), flow.committedPrefix());
    Map<StreamId, Long> stuck = stuckStreams.look(flow.reportedThrough());
    if (!stuck.isEmpty()) {
      present.forEach(
          worker -> tellWorker("conductor", worker, new ReportAgain(EPOCH, JOB, stuck)));
    }
    for (StreamStatus stream : List.copyOf(streams.values())) {
      if (!heardOf.contains(stream.stream())) {
        open(stream.stream(), stream.worker(), stream.position(), stream.connections());
      }
    }
    if (!drained || remindersLeft-- > 0) {
      world.queue().after(Parameters.REMIND, "driver reminds", this::remind);
    }
  }

  boolean isDrained() {
    return drained;
  }

  List<WorkerId> present() {
    return List.copyOf(present);
  }

  void receive(WireMessage message) {
    if (message instanceof BlocksReported report) {
      onBlocksReported(report);
    } else if (message instanceof PartitionCommitted committed) {
      world.invariants().known(committed.batch(), committed.partition());
      flow.committed(committed.batch(), committed.partition());
    } else if (message instanceof StageReport report) {
      schedule.report(report.worker(), report.run(), report.outcomes());
    } else if (message instanceof LeaseReported report && !drained) {
      leases.reported(report);
    } else if (message instanceof StreamChanged changed) {
      onStreamChanged(changed.status());
    }
  }

  private void onBlocksReported(BlocksReported report) {
    if (!leases.hearsMarksOf(report.worker())) {
      return;
    }
    for (BlockMeta block : report.blocks()) {
      if (report.worker().equals(readers.get(block.stream()))) {
        world.invariants().accepted(block, world.bytes(report.worker(), block.id()));
      }
    }
    flow.reported(report.worker(), report.blocks(), report.marks(), world.queue().now());
  }

  // What the job's actor does.

  private void open(StreamId stream, WorkerId worker) {
    tell(
        "job",
        "conductor",
        stream + " opened",
        () -> {
          readers.put(stream, worker);
          flow.opened(stream, worker, 0);
        });
    open(stream, worker, 0, 0);
  }

  private void open(StreamId stream, WorkerId worker, long position, int connection) {
    streams.put(
        stream,
        new StreamStatus(stream, "", worker, StreamState.CONNECTING, position, connection, 0, ""));
    tellWorker(
        "job",
        worker,
        new OpenStream(
            EPOCH,
            JOB,
            stream,
            new byte[0],
            stream.value(),
            "split " + stream.value(),
            position,
            connection,
            SourcePlace.START,
            parameters.policy().grid()));
  }

  private void move(StreamId stream, WorkerId worker, long position, int connection) {
    heardOf.remove(stream);
    open(stream, worker, position, connection);
  }

  private void onStreamChanged(StreamStatus status) {
    StreamStatus before = streams.get(status.stream());
    if (before == null || !before.worker().equals(status.worker())) {
      return;
    }
    heardOf.add(status.stream());
    streams.put(status.stream(), status);
    if (status.state() == StreamState.ENDED && before.state() != StreamState.ENDED) {
      tell(
          "job",
          "conductor",
          status.stream() + " ended",
          () -> {
            flow.ended(status.stream(), status.worker(), status.position(), now());
            leases.streamEnded(status.stream(), status.worker(), status.position());
          });
    }
  }

  void join(WorkerId worker) {
    present.add(worker);
    tellPresent();
  }

  /** The registry has given a worker up. */
  void lose(WorkerId worker) {
    if (!present.remove(worker)) {
      return;
    }
    dismissed.add(worker);
    tellWorker("registry", worker, new Dismissed(EPOCH, worker));
    present.forEach(left -> tellGone(left, worker));
    tellPresent();
    List<WorkerId> left = List.copyOf(present);
    tell("job", "conductor", worker + " lost", () -> onWorkerLost(worker, left));
  }

  private void tellGone(WorkerId left, WorkerId gone) {
    SimulatedWorker told = world.worker(left);
    tell("registry", left.value(), gone + " gone", () -> told.run(() -> told.peerGone(gone)));
  }

  private void tellPresent() {
    List<WorkerId> now = List.copyOf(present);
    tell("job", "scheduler", "present " + now, () -> schedule.present(now));
  }

  // What the conductor does.

  private void onWorkerLost(WorkerId worker, List<WorkerId> left) {
    lossesUnderWay++;
    leases.lost(worker, () -> giveUp(worker, left));
  }

  private void giveUp(WorkerId worker, List<WorkerId> left) {
    assignment = assignment.without(worker, left);
    Assignment newer = assignment;
    tell("conductor", "scheduler", "reassign", () -> onReassign(newer, worker));
  }

  private void onReassign(Assignment newer, WorkerId lost) {
    schedule.reassign(newer);
    tell("scheduler", "conductor", "reassigned", () -> onReassigned(newer, lost));
  }

  private void onReassigned(Assignment newer, WorkerId lost) {
    world.invariants().workerLost(lost);
    readers.putAll(newer.readers());
    for (StreamId stream : flow.workerLost(lost)) {
      WorkerId reader = readers.get(stream);
      long position = flow.positionOf(stream);
      int connection = flow.connectionOf(stream);
      flow.opened(stream, reader, position);
      tell("conductor", "job", stream + " moved", () -> move(stream, reader, position, connection));
    }
    lossesUnderWay--;
    wantLease();
  }

  @Override
  public void due(Batch batch, boolean late) {
    world.invariants().due(batch);
  }

  @Override
  public void run(Batch batch, long planVersion, Set<Integer> visible) {
    world.invariants().run(batch);
    tell(
        "conductor",
        "scheduler",
        "run " + batch.id(),
        () -> schedule.run(batch, planVersion, visible));
  }

  @Override
  public void leased(Batch batch) {
    world.invariants().run(batch);
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    world.invariants().closed(batch, state);
  }

  @Override
  public void floorsRaised(Map<StreamId, Long> floors, BatchId committed) {
    world.invariants().floorsRaised(floors, committed);
    tellFloors(floors, committed);
  }

  private void tellFloors(Map<StreamId, Long> floors, BatchId committed) {
    for (WorkerId worker : present) {
      tellWorker("conductor", worker, new FloorsRaised(EPOCH, JOB, floors, committed));
    }
  }

  @Override
  public void lost(LostRange range) {
    world.invariants().lost(range);
  }

  @Override
  public void drained() {
    drained = true;
    world.invariants().drained();
  }

  // What the scheduler does.

  @Override
  public void dispatch(Dispatch dispatch) {
    if (present.contains(dispatch.to())) {
      tellWorker(
          "scheduler",
          dispatch.to(),
          new RunTasks(
              EPOCH, dispatch.run(), dispatch.binary(), dispatch.shuffles(), dispatch.tasks()));
    }
  }

  @Override
  public void planned(BatchId batch, long planVersion, Collection<Integer> partitions) {
    List<Integer> planned = List.copyOf(partitions);
    tell(
        "scheduler",
        "conductor",
        "planned " + batch,
        () -> {
          if (planVersion == flow.planVersion()) {
            world.invariants().planned(batch, planned);
          }
          flow.planned(batch, planVersion, planned);
        });
  }

  @Override
  public void processed(BatchResult result) {
    tell(
        "scheduler",
        "conductor",
        "processed " + result.batch(),
        () -> flow.processed(result.batch(), result.planVersion()));
  }

  @Override
  public void replaced(BatchResult partial) {}

  @Override
  public void failed(BatchId batch, long planVersion, FailedTask task) {
    tell("scheduler", "conductor", "failed", () -> flow.failed(batch, planVersion));
  }

  private void tell(String from, String to, String what, Runnable arrival) {
    world.network().local(from, to, what, arrival);
  }

  private void tellWorker(String from, WorkerId to, WireMessage message) {
    world.network().control(from, to.value(), message, world.worker(to)::receive);
  }

  private long now() {
    return world.queue().now();
  }
}
