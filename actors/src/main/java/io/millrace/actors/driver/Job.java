package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.actors.shared.StagePause;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.FailedTask;
import io.millrace.core.time.Clock;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.SchedulerProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Owns the life of one job: preparing (its binaries are loaded by all workers before a stream
 * opens), running, draining, over. What it knows of its workers' readiness and its streams is here;
 * batches are the conductor's.
 */
final class Job {
  private static final Duration REMIND_INTERVAL = Duration.ofSeconds(1);

  /** Ends the streams; the job ends when everything they read is committed. */
  record Drain(DrainMode mode) implements JobProtocol.Command, LocalMessage {}

  /** The conductor has given a stream to another worker. */
  record StreamMoved(StreamId stream, WorkerId worker, long position, int connection)
      implements JobProtocol.Command, LocalMessage {}

  /** A task has failed for good. */
  record BatchFailed(BatchId batch, FailedTask task) implements JobProtocol.Command, LocalMessage {}

  /** A partition of a sink can't be written by whoever is to write it. */
  record SinkFailed(TaskFailure failure) implements JobProtocol.Command, LocalMessage {}

  /** Everything read is committed. */
  enum Drained implements JobProtocol.Command, LocalMessage {
    INSTANCE
  }

  /** Tell the workers again what they have not answered: messages between nodes may be lost. */
  private enum Remind implements JobProtocol.Command, LocalMessage {
    INSTANCE
  }

  /** The conductor or the ledger has failed, and with it the job. */
  private record ChildStopped(String name) implements JobProtocol.Command, LocalMessage {}

  private final ActorContext<JobProtocol.Command> context;
  private final DriverEpoch epoch;
  private final JobId id;
  private final JobSubmission job;
  private final MillraceSettings settings;
  private final Clock clock;
  private final ActorRef<RegistryProtocol.Command> registry;
  private final ActorRef<SchedulerProtocol.Command> scheduler;
  private final ActorRef<LatencyLedger.Command> ledger;
  private final ActorRef<ConductorProtocol.Command> conductor;
  private final BatchGrid grid;
  private final Workforce workers;
  private final JobStreams streams;
  private JobState state = JobState.PREPARING;
  private String failure = "";
  private DrainMode drainMode = DrainMode.TO_END;

  static Behavior<JobProtocol.Command> create(
      DriverEpoch epoch,
      JobId id,
      JobSubmission job,
      MillraceSettings settings,
      Clock clock,
      ActorRef<RegistryProtocol.Command> registry,
      ActorRef<SchedulerProtocol.Command> scheduler) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Remind.INSTANCE, REMIND_INTERVAL);
                  return new Job(context, epoch, id, job, settings, clock, registry, scheduler)
                      .preparing();
                }));
  }

  private Job(
      ActorContext<JobProtocol.Command> context,
      DriverEpoch epoch,
      JobId id,
      JobSubmission job,
      MillraceSettings settings,
      Clock clock,
      ActorRef<RegistryProtocol.Command> registry,
      ActorRef<SchedulerProtocol.Command> scheduler) {
    this.context = context;
    this.epoch = epoch;
    this.id = id;
    this.job = job;
    this.settings = settings;
    this.clock = clock;
    this.registry = registry;
    this.scheduler = scheduler;
    this.grid =
        new BatchGrid(
            clock.nanos(),
            settings.batch().interval().toNanos(),
            settings.block().interval().toNanos());
    this.streams = new JobStreams(job.graph().labels());
    this.ledger = spawnLedger();
    this.conductor = spawnConductor();
    JobRefs refs = new JobRefs(context.getSelf(), conductor, scheduler);
    this.workers = new Workforce(epoch, id, job, grid, refs);
    registry.tell(new WorkerRegistry.Subscribe(context.getSelf()));
  }

  private ActorRef<LatencyLedger.Command> spawnLedger() {
    ActorRef<LatencyLedger.Command> spawned =
        context.spawn(
            Behaviors.supervise(LatencyLedger.create(job.measurement(), job.graph(), clock))
                .onFailure(SupervisorStrategy.stop()),
            "ledger");
    context.watchWith(spawned, new ChildStopped("ledger"));
    return spawned;
  }

  private ActorRef<ConductorProtocol.Command> spawnConductor() {
    Behavior<ConductorProtocol.Command> behavior =
        BatchConductor.create(
            epoch,
            id,
            grid,
            settings.batch(),
            job.graph(),
            clock,
            new StagePause(settings.test().delayStage(), settings.test().delay()),
            context.getSelf(),
            scheduler,
            ledger);
    ActorRef<ConductorProtocol.Command> spawned =
        context.spawn(
            Behaviors.supervise(behavior).onFailure(SupervisorStrategy.stop()), "conductor");
    context.watchWith(spawned, new ChildStopped("conductor"));
    return spawned;
  }

  /** Waits for workers, and for their answers to the preparation. */
  private Behavior<JobProtocol.Command> preparing() {
    return Behaviors.receive(JobProtocol.Command.class)
        .onMessage(WorkerRegistry.Members.class, this::onMembersWhilePreparing)
        .onMessage(JobProtocol.JobPrepared.class, this::onPreparedWhilePreparing)
        .onMessage(JobProtocol.PreparationFailed.class, this::onPreparationFailed)
        .onMessage(JobProtocol.FetchTaskBinary.class, this::onFetchTaskBinary)
        .onMessage(StatusDraft.Asked.class, this::onStatusAsked)
        .onMessage(Drain.class, this::onDrainWhilePreparing)
        .onMessage(Remind.class, this::onRemindWhilePreparing)
        .onMessage(ChildStopped.class, this::onChildStopped)
        .build();
  }

  /** Streams are open; also while they end. */
  private Behavior<JobProtocol.Command> running() {
    return Behaviors.receive(JobProtocol.Command.class)
        .onMessage(JobProtocol.StreamChanged.class, this::onStreamChanged)
        .onMessage(StatusDraft.Asked.class, this::onStatusAsked)
        .onMessage(WorkerRegistry.Members.class, this::onMembersWhileRunning)
        .onMessage(JobProtocol.JobPrepared.class, this::onPreparedWhileRunning)
        .onMessage(JobProtocol.PreparationFailed.class, this::onPreparationFailed)
        .onMessage(JobProtocol.FetchTaskBinary.class, this::onFetchTaskBinary)
        .onMessage(StreamMoved.class, this::onStreamMoved)
        .onMessage(SinkFailed.class, this::onSinkFailed)
        .onMessage(BatchFailed.class, this::onBatchFailed)
        .onMessage(Drain.class, this::onDrain)
        .onMessage(Drained.class, this::onDrained)
        .onMessage(Remind.class, this::onRemind)
        .onMessage(ChildStopped.class, this::onChildStopped)
        .build();
  }

  /** Answers questions; everything else comes too late. */
  private Behavior<JobProtocol.Command> over() {
    return Behaviors.receive(JobProtocol.Command.class)
        .onMessage(StatusDraft.Asked.class, this::onStatusAsked)
        .onMessage(JobProtocol.StreamChanged.class, this::onStreamChangedWhenOver)
        .onAnyMessage(message -> Behaviors.same())
        .build();
  }

  private Behavior<JobProtocol.Command> onMembersWhilePreparing(WorkerRegistry.Members message) {
    workers.become(message.workers());
    return startIfReady();
  }

  private Behavior<JobProtocol.Command> onPreparedWhilePreparing(JobProtocol.JobPrepared message) {
    takePrepared(message);
    return startIfReady();
  }

  private Behavior<JobProtocol.Command> startIfReady() {
    if (!workers.areAllReady(settings.driver().workers())) {
      return Behaviors.same();
    }
    state = JobState.RUNNING;
    Assignment assignment = Assignment.first(workers.readyIds(), placeStreams());
    scheduler.tell(new Scheduler.OpenJob(id, job.graph(), assignment, conductor, ledger));
    tellPresent();
    conductor.tell(new BatchConductor.Begin(assignment));
    assignment.readers().forEach((stream, worker) -> open(stream, worker, 0, 0));
    context.getLog().info("{} {} runs on {}", id, job.name(), workers.readyIds());
    return running();
  }

  /** Streams go round the workers. */
  private Map<StreamId, WorkerId> placeStreams() {
    List<WorkerId> ready = workers.readyIds();
    Map<StreamId, WorkerId> readers = new HashMap<>();
    for (int stream = 0; stream < job.graph().labels().size(); stream++) {
      readers.put(new StreamId(stream), ready.get(stream % ready.size()));
    }
    return readers;
  }

  private void open(StreamId stream, WorkerId worker, long position, int connection) {
    streams.opening(stream, worker, position, connection);
    openOn(stream, worker, position, connection);
  }

  private void openOn(StreamId stream, WorkerId worker, long position, int connection) {
    workers.open(stream, worker, position, connection);
    if (state == JobState.DRAINING) {
      workers.endStreams(drainMode);
    }
  }

  private Behavior<JobProtocol.Command> onMembersWhileRunning(WorkerRegistry.Members message) {
    List<WorkerId> gone = workers.become(message.workers());
    if (workers.isEmpty()) {
      return fail("no worker is left to run it; start one and submit the job again");
    }
    if (!gone.isEmpty()) {
      tellPresent();
      gone.forEach(this::tellLost);
    }
    return Behaviors.same();
  }

  private void tellLost(WorkerId worker) {
    conductor.tell(new BatchConductor.WorkerLost(worker, workers.readyIds()));
  }

  private Behavior<JobProtocol.Command> onPreparedWhileRunning(JobProtocol.JobPrepared message) {
    takePrepared(message);
    tellPresent();
    return Behaviors.same();
  }

  private void takePrepared(JobProtocol.JobPrepared message) {
    if (workers.prepared(message.worker())) {
      ledger.tell(new LatencyLedger.Prepared(message.worker(), message.cache()));
    }
  }

  private void tellPresent() {
    scheduler.tell(new Scheduler.Present(id, workers.ready()));
    conductor.tell(new BatchConductor.Present(workers.ready()));
  }

  private Behavior<JobProtocol.Command> onStreamMoved(StreamMoved message) {
    open(message.stream(), message.worker(), message.position(), message.connection());
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onStreamChanged(JobProtocol.StreamChanged message) {
    StreamStatus status = message.status();
    if (streams.changed(status)) {
      conductor.tell(
          new BatchConductor.StreamEnded(status.stream(), status.worker(), status.position()));
    }
    if (status.state() == StreamState.FAILED && streams.isReader(status)) {
      return fail(status.worker() + ": " + status.detail());
    }
    return Behaviors.same();
  }

  /** A worker that still tells of a stream has not heard that the job is over. */
  private Behavior<JobProtocol.Command> onStreamChangedWhenOver(JobProtocol.StreamChanged message) {
    workers.close();
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onRemindWhilePreparing(Remind tick) {
    workers.prepareAgain();
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onRemind(Remind tick) {
    workers.prepareAgain();
    for (StreamStatus stream : streams.unanswered()) {
      openOn(stream.stream(), stream.worker(), stream.position(), stream.connections());
    }
    if (state == JobState.DRAINING) {
      workers.endStreams(drainMode);
    }
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onChildStopped(ChildStopped message) {
    return fail("its " + message.name() + " failed; the driver's log says why");
  }

  private Behavior<JobProtocol.Command> onFetchTaskBinary(JobProtocol.FetchTaskBinary message) {
    workers.supply(message.worker(), message.id());
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onDrain(Drain message) {
    state = JobState.DRAINING;
    drainMode = message.mode();
    workers.endStreams(message.mode());
    return Behaviors.same();
  }

  private Behavior<JobProtocol.Command> onDrainWhilePreparing(Drain message) {
    return end(JobState.ENDED);
  }

  private Behavior<JobProtocol.Command> onDrained(Drained message) {
    return end(JobState.ENDED);
  }

  private Behavior<JobProtocol.Command> onPreparationFailed(JobProtocol.PreparationFailed message) {
    boolean isNewcomer = state != JobState.PREPARING && !workers.isReady(message.worker());
    if (isNewcomer || !workers.isMember(message.worker())) {
      context.getLog().warn("{} can't load {}: {}", message.worker(), id, message.failure());
      return Behaviors.same(); // the job goes on without the newcomer
    }
    return fail(message.worker() + " can't load the job: " + message.failure().message());
  }

  private Behavior<JobProtocol.Command> onSinkFailed(SinkFailed message) {
    return fail(message.failure().message());
  }

  private Behavior<JobProtocol.Command> onBatchFailed(BatchFailed message) {
    FailedTask task = message.task();
    return fail(task + " in " + message.batch() + ": " + task.last().message());
  }

  private Behavior<JobProtocol.Command> fail(String sentence) {
    failure = sentence;
    context.getLog().error("{} {} failed: {}", id, job.name(), sentence);
    return end(JobState.FAILED);
  }

  private Behavior<JobProtocol.Command> end(JobState last) {
    state = last;
    registry.tell(new WorkerRegistry.Unsubscribe(context.getSelf()));
    scheduler.tell(new Scheduler.CloseJob(id));
    conductor.tell(BatchConductor.Close.INSTANCE);
    workers.close();
    return over();
  }

  private Behavior<JobProtocol.Command> onStatusAsked(StatusDraft.Asked message) {
    StatusDraft.JobPart part =
        new StatusDraft.JobPart(
            id, job.name(), state, failure, job.graph().stages().size(), streams.all());
    conductor.tell(new StatusDraft.Asked(message.draft().withJob(part)));
    return Behaviors.same();
  }
}
