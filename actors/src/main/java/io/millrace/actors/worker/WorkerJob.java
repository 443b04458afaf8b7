package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import io.millrace.actors.worker.dataplane.UserCall;
import io.millrace.config.MillraceSettings;
import io.millrace.config.SchedulingSettings;
import io.millrace.config.SettingsException;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskFailure;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One job on this worker; confined to the {@link Worker}.
 *
 * <pre>
 *   opening   its jar is fetched and opened, if it brings one
 *   loading   its sink writer is there, the executor reads its binaries
 *   ready     streams may be opened
 *   closing   told to go: until none of its parts is left, then its resources are closed, then its
 *             classes
 * </pre>
 */
final class WorkerJob {
  /** How long sinks and sources may take to end by themselves when the job is over. */
  static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final WorkerProtocol.PrepareJob order;
  private final Workbench bench;
  private final Map<StreamId, Streams.Open> streams = new HashMap<>();
  private final Set<ActorRef<?>> leftToStop = new HashSet<>();
  private MillraceSettings settings;
  private @Nullable Leasing leasing;
  private @Nullable Running running;
  private @Nullable TaskFailure failure;
  private boolean prepared;
  private boolean resourcesClosed;
  private @Nullable ActorRef<JobProtocol.Command> closing;

  WorkerJob(WorkerProtocol.PrepareJob order, Workbench bench) {
    this.order = order;
    this.bench = bench;
    this.settings = bench.settings();
  }

  /** What there is of it once its classes are here. */
  private record Running(
      JobClasses classes,
      Streams streams,
      ActorRef<SinkWriter.Command> sinkWriter,
      UserCall sinkCall,
      ActorRef<Void> resourceKeeper) {}

  JobId id() {
    return order.job();
  }

  void begin() {
    try {
      settings = bench.settings().forJob(order.settings());
    } catch (SettingsException e) {
      String why = "a setting of the job can't be used: " + e.getMessage();
      fail(new TaskFailure(ErrorCategory.USER_CODE, "settings of job " + order.name(), why));
      return;
    }
    if (order.code() == null) {
      load(bench.ofNode().ofNextJob());
    } else {
      bench.crew().code().tell(new CodeCache.Open(id(), order.code(), bench.onOpened()));
    }
  }

  void opened(CodeCache.Opened answer) {
    if (closing != null) {
      if (answer.classes() != null) {
        answer.classes().close();
      }
      partGone(bench.crew().code());
    } else if (answer.classes() != null) {
      load(answer.classes());
    } else {
      fail(new TaskFailure(ErrorCategory.RESOURCE, "jar of job " + order.name(), answer.failure()));
    }
  }

  private void load(JobClasses classes) {
    JobRefs reports = reports();
    UserCall sinkCall = new UserCall(classes.loader());
    ActorRef<SinkWriter.Command> sinkWriter = spawnSinkWriter(classes, sinkCall, reports);
    Streams ofJob = new Streams(bench, settings, classes);
    running = new Running(classes, ofJob, sinkWriter, sinkCall, spawnResourceKeeper(classes));
    Crew crew = bench.crew();
    crew.shuffles().tell(new ShuffleInbox.Open(id()));
    crew.blockStore().tell(new BlockStore.OpenJob(id(), reports.conductor()));
    crew.lane().tell(new Lane.SinkRoute(id(), sinkWriter));
    crew.executor()
        .tell(
            new Executor.Prepare(
                id(),
                order.name(),
                order.binaries(),
                reports,
                classes,
                settings.deadLetter(),
                bench.onPrepared()));
  }

  /** Whom the parts of the job report to: the driver, or in group mode who runs its leases. */
  private JobRefs reports() {
    if (settings.scheduling().mode() == SchedulingSettings.Mode.PER_BATCH) {
      return order.refs();
    }
    Leasing begun = Leasing.begin(order, bench, settings.scheduling());
    leasing = begun;
    return begun.refs();
  }

  private ActorRef<SinkWriter.Command> spawnSinkWriter(
      JobClasses classes, UserCall call, JobRefs reports) {
    return bench
        .context()
        .spawn(
            SinkWriter.create(
                bench.crew().id(),
                id(),
                order.name(),
                order.sinks(),
                order.epoch(),
                classes,
                call,
                reports,
                bench.clock(),
                bench.pause()),
            "sink-writer-" + id().value(),
            DispatcherSelector.fromConfig("millrace.sink-dispatcher"));
  }

  private ActorRef<Void> spawnResourceKeeper(JobClasses classes) {
    return bench
        .context()
        .spawn(
            ResourceKeeper.create(order.name(), classes.resources()),
            "resource-keeper-" + id().value(),
            DispatcherSelector.fromConfig("millrace.sink-dispatcher"));
  }

  void loaded(Executor.Prepared answer) {
    if (closing != null) {
      return;
    }
    if (answer.failure() == null) {
      prepared = true;
      tellPrepared(answer.cache());
    } else {
      fail(answer.failure());
    }
  }

  private void fail(TaskFailure why) {
    failure = why;
    tellFailed(why);
  }

  /** The answer may have been lost. */
  void answerAgain() {
    if (failure != null) {
      tellFailed(failure);
    } else if (prepared) {
      tellPrepared(CacheUse.NONE);
    }
  }

  void openStream(WorkerProtocol.OpenStream request) {
    if (running == null || closing != null || streams.containsKey(request.stream())) {
      return;
    }
    try {
      streams.put(request.stream(), running.streams.open(request, order.refs().job()));
    } catch (IOException | RuntimeException | LinkageError e) { // the user's classes among them
      String message = request.label() + " can't be read: " + e.getMessage();
      tellFailed(new TaskFailure(ErrorCategory.SOURCE, request.label(), message));
    }
  }

  void lease(WorkerProtocol.LeaseOrder message) {
    if (leasing != null && closing == null) {
      leasing.runner().tell(new LeaseRunner.Order(message));
    }
  }

  void endStreams(DrainMode mode) {
    Receiver.EndStream end = new Receiver.EndStream(mode);
    streams.values().forEach(stream -> stream.receiver().tell(end));
  }

  /**
   * Ends all there is of it.
   *
   * @param replyTo told when nothing is left
   */
  void close(ActorRef<JobProtocol.Command> replyTo) {
    if (closing != null) {
      return; // asked again
    }
    closing = replyTo;
    if (running != null) {
      closeParts(running);
    } else if (failure == null) {
      leftToStop.add(bench.crew().code()); // it answers even so
      bench.crew().code().tell(new CodeCache.GiveUp(id()));
    }
    finishIfAlone();
  }

  private void closeParts(Running parts) {
    streams.values().forEach(stream -> awaitEnd(stream.receiver()));
    streams.values().forEach(parts.streams::close);
    awaitEnd(parts.sinkWriter);
    parts.sinkWriter.tell(SinkWriter.Close.INSTANCE);
    Crew crew = bench.crew();
    leftToStop.add(crew.executor());
    crew.executor().tell(new Executor.Close(id(), bench.onClosed()));
    crew.shuffles().tell(new ShuffleInbox.Close(id()));
    crew.blockStore().tell(new BlockStore.CloseJob(id()));
    scheduleOverdue();
  }

  private void scheduleOverdue() {
    bench
        .context()
        .scheduleOnce(CLOSE_PATIENCE, bench.context().getSelf(), bench.closeOverdue().apply(id()));
  }

  private void awaitEnd(ActorRef<?> part) {
    leftToStop.add(part);
    bench.context().watchWith(part, bench.partGone().apply(id(), part));
  }

  void partGone(ActorRef<?> part) {
    leftToStop.remove(part);
    if (closing != null && running != null && leftToStop.isEmpty() && !resourcesClosed) {
      closeResources(running.resourceKeeper);
    }
    finishIfAlone();
  }

  /** Nobody uses them any more. */
  private void closeResources(ActorRef<Void> keeper) {
    resourcesClosed = true;
    awaitEnd(keeper);
    bench.context().stop(keeper);
    scheduleOverdue();
  }

  private void finishIfAlone() {
    if (closing != null && leftToStop.isEmpty()) {
      if (leasing != null) {
        leasing.end(bench.context());
      }
      closeClasses();
      closing.tell(new JobProtocol.JobClosed(bench.crew().id(), id()));
    }
  }

  boolean isClosed() {
    return closing != null && leftToStop.isEmpty();
  }

  /** Interrupts what does not end by itself. */
  void interrupt() {
    if (running != null) {
      bench.context().getLog().warn("{} does not end by itself, and is interrupted", id());
      running.sinkCall.interrupt();
      bench.context().stop(running.sinkWriter);
      streams.values().forEach(stream -> bench.context().stop(stream.receiver()));
      running.classes.resources().interrupt();
    }
  }

  void closeClasses() {
    if (running != null) {
      running.classes.close();
    }
  }

  private void tellPrepared(CacheUse cache) {
    order.refs().job().tell(new JobProtocol.JobPrepared(bench.crew().id(), id(), cache));
  }

  private void tellFailed(TaskFailure why) {
    order.refs().job().tell(new JobProtocol.PreparationFailed(bench.crew().id(), id(), why));
  }
}
