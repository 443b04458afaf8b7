package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.Terminated;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.shared.SystemClock;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.OffsetEstimator;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Owns a worker node's membership: its registration, its clock, and the children that work under
 * its id.
 *
 * <pre>
 *   registering    offers its slots until the driver has registered it  -> synchronizing
 *   synchronizing  brings its clock to the driver's                     -> registered
 *   registered     works
 *   leaving        given up by the driver, or the driver fell silent, or a child failed: stops all
 *                  children, then begins anew under a new id            -> registering
 * </pre>
 */
public final class Worker {
  private static final Duration REGISTER_INTERVAL = Duration.ofMillis(500);
  private static final int STASHED = 1_000;

  private final Supplier<WorkerId> ids;
  private final MillraceSettings settings;
  private final SystemClock clock;
  private final ActorRef<DriverProtocol.Command> driver;
  private final JobClasses ofNode;
  private final JarFolder jars;
  private final ActorContext<WorkerProtocol.Command> context;
  private final TimerScheduler<WorkerProtocol.Command> timers;
  private final StashBuffer<WorkerProtocol.Command> stash;
  private final ActorRef<CodeCache.Opened> onOpened;
  private final ActorRef<Executor.Prepared> onPrepared;
  private final ActorRef<Executor.Closed> onClosed;
  private final StagePause pause;
  private final EpochFence fence = new EpochFence();

  /**
   * A worker.
   *
   * @param ids a new id at each call, never the same twice in the cluster
   * @param clock the node's clock, which the worker brings to the driver's
   * @param driver where to register; on a cluster the proxy of the singleton
   * @param loader finds the classes of jobs that bring no jar, and the engine's
   * @param jars where it keeps the jars of those that do
   */
  public static Behavior<WorkerProtocol.Command> create(
      Supplier<WorkerId> ids,
      MillraceSettings settings,
      SystemClock clock,
      ActorRef<DriverProtocol.Command> driver,
      List<ConnectorProvider> connectors,
      ClassLoader loader,
      JarFolder jars) {
    JobClasses ofNode = JobClasses.ofNode(loader, connectors);
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.withStash(
                        STASHED,
                        stash ->
                            new Worker(
                                    ids, settings, clock, driver, ofNode, jars, context, timers,
                                    stash)
                                .register())));
  }

  private Worker(
      Supplier<WorkerId> ids,
      MillraceSettings settings,
      SystemClock clock,
      ActorRef<DriverProtocol.Command> driver,
      JobClasses ofNode,
      JarFolder jars,
      ActorContext<WorkerProtocol.Command> context,
      TimerScheduler<WorkerProtocol.Command> timers,
      StashBuffer<WorkerProtocol.Command> stash) {
    this.ids = ids;
    this.settings = settings;
    this.clock = clock;
    this.driver = driver;
    this.ofNode = ofNode;
    this.jars = jars;
    this.context = context;
    this.timers = timers;
    this.stash = stash;
    this.onOpened = context.messageAdapter(CodeCache.Opened.class, CodeOpened::new);
    this.onPrepared = context.messageAdapter(Executor.Prepared.class, JobLoaded::new);
    this.onClosed = context.messageAdapter(Executor.Closed.class, SlotsClear::new);
    this.pause = new StagePause(settings.test().delayStage(), settings.test().delay());
  }

  /** Published on the actor system's event stream: the driver has registered this worker. */
  public record Ready(WorkerId worker) implements LocalMessage {}

  private interface Local extends WorkerProtocol.Command, LocalMessage {}

  private enum RegisterDue implements Local {
    INSTANCE
  }

  private enum PingDue implements Local {
    INSTANCE
  }

  private record CodeOpened(CodeCache.Opened answer) implements Local {}

  private record JobLoaded(Executor.Prepared answer) implements Local {}

  private record SlotsClear(Executor.Closed answer) implements Local {}

  private record PartGone(JobId job, ActorRef<?> part) implements Local {}

  private record CloseOverdue(JobId job) implements Local {}

  private enum LeavingOverdue implements Local {
    INSTANCE
  }

  /** What works under one id. */
  private record Life(Crew crew, WorkerJobs jobs) {}

  /** What a registration brings: whom to ping, and the driver's time. */
  private record Membership(Life life, WorkerProtocol.Registered registration, DriverTime time) {}

  private Behavior<WorkerProtocol.Command> register() {
    Crew crew = Crew.spawn(context, ids.get(), settings, clock, pause, jars, ofNode);
    timers.startTimerWithFixedDelay(RegisterDue.INSTANCE, Duration.ZERO, REGISTER_INTERVAL);
    return registering(new Life(crew, new WorkerJobs(bench(crew))));
  }

  private Behavior<WorkerProtocol.Command> registering(Life life) {
    return phase(life)
        .onMessage(RegisterDue.class, message -> onRegisterDue(life.crew))
        .onMessage(WorkerProtocol.Registered.class, message -> onRegistered(life, message))
        .onMessage(
            WorkerProtocol.Dismissed.class,
            message -> isFor(life.crew, message),
            message -> leave(life, "dismissed"))
        .onSignal(Terminated.class, signal -> leave(life, "child stopped"))
        .build();
  }

  private Behavior<WorkerProtocol.Command> synchronizing(Membership member) {
    return membership(member)
        .onMessage(WorkerProtocol.ClockPong.class, message -> onFirstPong(member, message))
        .onMessage(WorkerProtocol.Command.class, this::onTooEarly)
        .build();
  }

  private Behavior<WorkerProtocol.Command> registered(Membership member) {
    WorkerJobs jobs = member.life.jobs;
    return membership(member)
        .onMessage(
            WorkerProtocol.ClockPong.class,
            pong -> obey(pong.epoch(), () -> member.time.onPong(pong)))
        .onMessage(
            WorkerProtocol.PeersChanged.class,
            peers -> obey(peers.epoch(), () -> tellPeers(member.life.crew, peers)))
        .onMessage(
            WorkerProtocol.PrepareJob.class,
            order -> obey(order.epoch(), () -> jobs.prepare(order)))
        .onMessage(CodeOpened.class, message -> act(() -> jobs.opened(message.answer)))
        .onMessage(JobLoaded.class, message -> act(() -> jobs.loaded(message.answer)))
        .onMessage(
            SlotsClear.class,
            message -> act(() -> jobs.partGone(message.answer.job(), member.life.crew.executor())))
        .onMessage(PartGone.class, message -> act(() -> jobs.partGone(message.job, message.part)))
        .onMessage(CloseOverdue.class, message -> act(() -> jobs.closeOverdue(message.job)))
        .onMessage(
            WorkerProtocol.OpenStream.class, order -> obey(order.epoch(), () -> jobs.open(order)))
        .onMessage(
            WorkerProtocol.LeaseOrder.class, order -> obey(order.epoch(), () -> jobs.lease(order)))
        .onMessage(
            WorkerProtocol.EndStreams.class, order -> obey(order.epoch(), () -> jobs.end(order)))
        .onMessage(
            WorkerProtocol.CloseJob.class, order -> obey(order.epoch(), () -> jobs.close(order)))
        .build();
  }

  private Behavior<WorkerProtocol.Command> leaving(Life life, Set<ActorRef<Void>> left) {
    return Behaviors.receive(WorkerProtocol.Command.class)
        .onMessage(CodeOpened.class, this::onOpenedTooLate)
        .onMessage(LeavingOverdue.class, message -> act(life.jobs::interrupt))
        .onSignal(Terminated.class, signal -> onChildStopped(life, left, signal))
        .build();
  }

  /** What both phases with a registration share. */
  private BehaviorBuilder<WorkerProtocol.Command> membership(Membership member) {
    return phase(member.life)
        .onMessage(PingDue.class, message -> onPingDue(member))
        .onMessage(WorkerProtocol.Registered.class, message -> onRegisteredAgain(member, message))
        .onMessage(
            WorkerProtocol.Dismissed.class,
            message -> isFor(member.life.crew, message),
            message -> leave(member.life, "dismissed"))
        .onSignal(Terminated.class, signal -> leave(member.life, "child stopped"));
  }

  private BehaviorBuilder<WorkerProtocol.Command> phase(Life life) {
    return Behaviors.receive(WorkerProtocol.Command.class)
        .onSignal(PreRestart.class, signal -> onStop(life))
        .onSignal(PostStop.class, signal -> onStop(life));
  }

  private Behavior<WorkerProtocol.Command> onRegisterDue(Crew crew) {
    driver.tell(
        new DriverProtocol.RegisterWorker(
            crew.id(), settings.executor().slots(), crew.refs(context.getSelf())));
    return Behaviors.same();
  }

  private Behavior<WorkerProtocol.Command> onRegistered(
      Life life, WorkerProtocol.Registered registration) {
    if (!fence.admits(registration.epoch())) {
      return Behaviors.same();
    }
    context
        .getLog()
        .info("registered worker={} epoch={}", life.crew.id(), registration.epoch().value());
    timers.cancel(RegisterDue.INSTANCE);
    timers.startTimerWithFixedDelay(
        PingDue.INSTANCE, Duration.ZERO, settings.clock().pingInterval());
    DriverTime time = new DriverTime(clock, settings.clock(), settings.driver().workerTimeout());
    return synchronizing(new Membership(life, registration, time));
  }

  private Workbench bench(Crew crew) {
    return new Workbench(
        context,
        crew,
        settings,
        ofNode,
        clock,
        pause,
        onOpened,
        onPrepared,
        onClosed,
        PartGone::new,
        CloseOverdue::new);
  }

  /** The first answers ask for the next at once, so that the clock is set in a few round trips. */
  private Behavior<WorkerProtocol.Command> onFirstPong(
      Membership member, WorkerProtocol.ClockPong pong) {
    if (!fence.admits(pong.epoch())) {
      return Behaviors.same();
    }
    member.time.onPong(pong);
    if (member.time.set()) {
      context
          .getSystem()
          .eventStream()
          .tell(new EventStream.Publish<>(new Ready(member.life.crew.id())));
      return stash.unstashAll(registered(member));
    }
    ping(member);
    return Behaviors.same();
  }

  private Behavior<WorkerProtocol.Command> onTooEarly(WorkerProtocol.Command message) {
    if (stash.isFull()) {
      context.getLog().warn("dropped before the clock was set message={}", message);
    } else {
      stash.stash(message);
    }
    return Behaviors.same();
  }

  private Behavior<WorkerProtocol.Command> onPingDue(Membership member) {
    if (member.time.isSilent()) {
      return leave(member.life, "driver silent");
    }
    ping(member);
    return Behaviors.same();
  }

  private void ping(Membership member) {
    OffsetEstimator.Offset offset = member.time.estimate();
    member
        .registration
        .registry()
        .tell(
            new RegistryProtocol.ClockPing(
                member.registration.epoch(),
                member.life.crew.id(),
                clock.ownNanos(),
                offset.nanos(),
                offset.boundNanos()));
  }

  /** Each repeated offer may be answered; only a newer driver means that the old one is gone. */
  private Behavior<WorkerProtocol.Command> onRegisteredAgain(
      Membership member, WorkerProtocol.Registered again) {
    boolean newer = again.epoch().compareTo(member.registration.epoch()) > 0;
    return newer && fence.admits(again.epoch())
        ? leave(member.life, "driver replaced")
        : Behaviors.same();
  }

  private static Behavior<WorkerProtocol.Command> act(Runnable action) {
    action.run();
    return Behaviors.same();
  }

  private void tellPeers(Crew crew, WorkerProtocol.PeersChanged peers) {
    crew.lane().tell(new Lane.Peers(peers.lanes()));
    crew.blockStore().tell(new BlockStore.PeersHere(peers.lanes().keySet()));
  }

  private Behavior<WorkerProtocol.Command> obey(DriverEpoch epoch, Runnable order) {
    if (fence.admits(epoch)) {
      order.run();
    }
    return Behaviors.same();
  }

  private boolean isFor(Crew crew, WorkerProtocol.Dismissed message) {
    return fence.admits(message.epoch()) && message.worker().equals(crew.id());
  }

  /** Stops everything that works under the present id. */
  private Behavior<WorkerProtocol.Command> leave(Life life, String reason) {
    context.getLog().warn("leaving, to register under a new id reason={}", reason);
    timers.cancelAll();
    stash.clear();
    life.crew.ticker().close();
    timers.startSingleTimer(LeavingOverdue.INSTANCE, WorkerJob.CLOSE_PATIENCE);
    Set<ActorRef<Void>> children = new HashSet<>(context.getChildren());
    children.forEach(context::unwatch);
    children.forEach(context::watch);
    children.forEach(context::stop);
    return children.isEmpty() ? begin(life) : leaving(life, children);
  }

  private Behavior<WorkerProtocol.Command> onChildStopped(
      Life life, Set<ActorRef<Void>> left, Terminated signal) {
    left.remove(signal.getRef());
    return left.isEmpty() ? begin(life) : Behaviors.same();
  }

  private Behavior<WorkerProtocol.Command> begin(Life ended) {
    timers.cancel(LeavingOverdue.INSTANCE);
    ended.jobs.closeClasses();
    return register();
  }

  private Behavior<WorkerProtocol.Command> onOpenedTooLate(CodeOpened message) {
    JobClasses classes = message.answer.classes();
    if (classes != null) {
      classes.close();
    }
    return Behaviors.same();
  }

  private Behavior<WorkerProtocol.Command> onStop(Life life) {
    life.crew.ticker().close();
    life.jobs.closeClasses();
    return Behaviors.same();
  }
}
