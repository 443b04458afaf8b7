package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.config.DriverSettings;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.RegisteredWorker;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.core.time.SilenceWatch;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Owns the list of workers that are here. A worker is lost when its node leaves or when it has been
 * silent for too long; one that comes back is dismissed, for its work is elsewhere by then.
 */
final class WorkerRegistry extends AbstractBehavior<RegistryProtocol.Command> {
  /** A worker offers itself. */
  record Register(DriverProtocol.RegisterWorker registration)
      implements RegistryProtocol.Command, LocalMessage {}

  /** Wants to be told who is here, now and at each change. */
  record Subscribe(ActorRef<? super Members> subscriber)
      implements RegistryProtocol.Command, LocalMessage {}

  /** A job that is over hears no more. */
  record Unsubscribe(ActorRef<? super Members> subscriber)
      implements RegistryProtocol.Command, LocalMessage {}

  /** Adds the workers to a status on its way. */
  record Describe(StatusDraft draft, ActorRef<? super StatusDraft.Asked> next)
      implements RegistryProtocol.Command, LocalMessage {}

  /** Wants to be told once who is here. */
  record Enumerate(ActorRef<DriverProtocol.Answer> replyTo)
      implements RegistryProtocol.Command, LocalMessage {}

  /** Who is here, in the order of their ids. */
  record Members(List<WorkerEntry> workers)
      implements io.millrace.protocol.JobProtocol.Command, LocalMessage {}

  private record Gone(WorkerId worker) implements RegistryProtocol.Command, LocalMessage {}

  private enum LookForSilent implements RegistryProtocol.Command, LocalMessage {
    INSTANCE
  }

  private final DriverEpoch epoch;
  private final long timeoutNanos;
  private final Clock clock;
  private final Map<WorkerId, WorkerEntry> workers = new TreeMap<>();
  private final SilenceWatch<WorkerId> silence;
  private final Map<WorkerId, ActorRef<WorkerProtocol.Command>> dismissed = new HashMap<>();
  private final List<ActorRef<? super Members>> subscribers = new ArrayList<>();

  static Behavior<RegistryProtocol.Command> create(
      DriverEpoch epoch, DriverSettings settings, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new WorkerRegistry(context, timers, epoch, settings, clock)));
  }

  private WorkerRegistry(
      ActorContext<RegistryProtocol.Command> context,
      TimerScheduler<RegistryProtocol.Command> timers,
      DriverEpoch epoch,
      DriverSettings settings,
      Clock clock) {
    super(context);
    context.setLoggerName(WorkerRegistry.class);
    this.epoch = epoch;
    this.timeoutNanos = settings.workerTimeout().toNanos();
    this.clock = clock;
    this.silence = new SilenceWatch<>(timeoutNanos, clock.nanos());
    timers.startTimerWithFixedDelay(LookForSilent.INSTANCE, settings.workerTimeout().dividedBy(4));
  }

  @Override
  public Receive<RegistryProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(RegistryProtocol.ClockPing.class, this::onClockPing)
        .onMessage(Register.class, this::onRegister)
        .onMessage(Subscribe.class, this::onSubscribe)
        .onMessage(Unsubscribe.class, this::onUnsubscribe)
        .onMessage(Describe.class, this::onDescribe)
        .onMessage(Enumerate.class, this::onEnumerate)
        .onMessage(Gone.class, this::onGone)
        .onMessage(LookForSilent.class, this::onLookForSilent)
        .build();
  }

  private Behavior<RegistryProtocol.Command> onRegister(Register message) {
    DriverProtocol.RegisterWorker registration = message.registration();
    WorkerId id = registration.worker();
    if (dismissed.containsKey(id)) {
      registration.refs().worker().tell(new WorkerProtocol.Dismissed(epoch, id));
      return this;
    }
    loseFormerLifeOf(registration);
    silence.heard(id, clock.nanos());
    boolean isNew =
        workers.put(id, new WorkerEntry(id, registration.slots(), registration.refs(), 0, 0))
            == null;
    registration.refs().worker().tell(new WorkerProtocol.Registered(epoch, getContext().getSelf()));
    if (isNew) {
      getContext().watchWith(registration.refs().worker(), new Gone(id));
      getContext().getLog().info("{} joined with {} slots", id, registration.slots());
      publish();
    }
    return this;
  }

  /** A worker that gave itself up comes back under a new id before it was found silent. */
  private void loseFormerLifeOf(DriverProtocol.RegisterWorker registration) {
    List<WorkerId> former = new ArrayList<>();
    for (WorkerEntry entry : workers.values()) {
      boolean isSameActor = entry.refs().worker().equals(registration.refs().worker());
      if (isSameActor && !entry.id().equals(registration.worker())) {
        former.add(entry.id());
      }
    }
    former.forEach(id -> lose(id, "began anew as " + registration.worker()));
  }

  private Behavior<RegistryProtocol.Command> onClockPing(RegistryProtocol.ClockPing ping) {
    long now = clock.nanos();
    WorkerEntry entry = workers.get(ping.worker());
    if (entry == null) {
      ActorRef<WorkerProtocol.Command> stranger = dismissed.get(ping.worker());
      if (stranger != null) {
        stranger.tell(new WorkerProtocol.Dismissed(epoch, ping.worker()));
      }
      return this;
    }
    entry.refs().worker().tell(new WorkerProtocol.ClockPong(epoch, ping.sentNanos(), now));
    silence.heard(ping.worker(), now);
    workers.put(ping.worker(), entry.withClock(ping.offsetNanos(), ping.boundNanos()));
    return this;
  }

  private Behavior<RegistryProtocol.Command> onLookForSilent(LookForSilent tick) {
    List<WorkerId> silent = silence.silent(clock.nanos());
    publishPeers(); // once more: a message may have been lost
    for (WorkerId id : silent) {
      lose(id, "was silent for " + timeoutNanos / 1_000_000 + " ms");
    }
    return this;
  }

  private Behavior<RegistryProtocol.Command> onGone(Gone gone) {
    lose(gone.worker(), "left");
    return this;
  }

  private void lose(WorkerId id, String why) {
    WorkerEntry entry = workers.remove(id);
    silence.forget(id);
    if (entry == null) {
      return;
    }
    if (subscribers.isEmpty()) {
      getContext().getLog().info("{} {}", id, why);
    } else {
      getContext().getLog().warn("{} {}: its work is placed elsewhere", id, why);
    }
    getContext().unwatch(entry.refs().worker());
    dismissed.put(id, entry.refs().worker());
    if (!why.startsWith("began anew")) {
      entry.refs().worker().tell(new WorkerProtocol.Dismissed(epoch, id));
    }
    publish();
  }

  private void publish() {
    publishPeers();
    Members members = members();
    subscribers.forEach(subscriber -> subscriber.tell(members));
  }

  private void publishPeers() {
    Map<WorkerId, ActorRef<LaneProtocol.Command>> lanes = new HashMap<>();
    workers.forEach((id, entry) -> lanes.put(id, entry.refs().lane()));
    WorkerProtocol.PeersChanged peers = new WorkerProtocol.PeersChanged(epoch, lanes);
    workers.values().forEach(entry -> entry.refs().worker().tell(peers));
  }

  private Members members() {
    return new Members(List.copyOf(workers.values()));
  }

  private Behavior<RegistryProtocol.Command> onSubscribe(Subscribe message) {
    subscribers.add(message.subscriber());
    message.subscriber().tell(members());
    return this;
  }

  private Behavior<RegistryProtocol.Command> onUnsubscribe(Unsubscribe message) {
    subscribers.remove(message.subscriber());
    return this;
  }

  private Behavior<RegistryProtocol.Command> onDescribe(Describe message) {
    message.next().tell(new StatusDraft.Asked(message.draft().withWorkers(members().workers())));
    return this;
  }

  private Behavior<RegistryProtocol.Command> onEnumerate(Enumerate message) {
    List<RegisteredWorker> registered =
        workers.values().stream().map(WorkerEntry::registered).toList();
    message.replyTo().tell(new DriverProtocol.WorkerList(registered));
    return this;
  }
}
