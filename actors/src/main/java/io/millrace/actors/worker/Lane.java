package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.config.LaneSettings;
import io.millrace.core.lane.ReceiveWindow;
import io.millrace.core.lane.SendWindow;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Owns what is on the way between this worker and each other one.
 *
 * <p>A worker may be named in a task before the driver has said where it is, so payloads for an
 * unknown one wait; one that has left never returns under the same id, so payloads for it are
 * dropped. What stays without acknowledgement is sent again after one to two times {@code
 * resend-after}.
 */
final class Lane extends AbstractBehavior<LaneProtocol.Command> {
  private final WorkerId self;
  private final LaneSettings settings;
  private final TimerScheduler<LaneProtocol.Command> timers;
  private final Map<WorkerId, Peer> peers = new HashMap<>();
  private final Set<WorkerId> departed = new HashSet<>();
  private final Map<JobId, ActorRef<SinkWriter.Command>> sinkWriters = new HashMap<>();
  private final Map<JobId, ActorRef<ConductorProtocol.Command>> runners = new HashMap<>();
  private @Nullable Routes routes;
  private boolean acksPending;

  private Lane(
      ActorContext<LaneProtocol.Command> context,
      TimerScheduler<LaneProtocol.Command> timers,
      WorkerId self,
      LaneSettings settings) {
    super(context);
    this.timers = timers;
    this.self = self;
    this.settings = settings;
  }

  /**
   * The lane of a worker; told {@link Routes} before anything else and {@link Peers} whenever they
   * change.
   */
  public static Behavior<LaneProtocol.Command> create(WorkerId self, LaneSettings settings) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Lane(context, timers, self, settings)));
  }

  /** Who is here; whoever was here and is not any more has left for good. */
  record Peers(Map<WorkerId, ActorRef<LaneProtocol.Command>> lanes)
      implements LaneProtocol.Command, LocalMessage {
    Peers {
      lanes = Map.copyOf(lanes);
    }
  }

  /** Who takes what comes in. */
  record Routes(
      ActorRef<BlockStoreProtocol.Command> blockStore, ActorRef<ShuffleInbox.Command> shuffles)
      implements LaneProtocol.Command, LocalMessage {}

  /** Who takes the sink output of a job; forgotten when that actor stops. */
  record SinkRoute(JobId job, ActorRef<SinkWriter.Command> sinkWriter)
      implements LaneProtocol.Command, LocalMessage {}

  /** Who takes the ends of a job's stages; forgotten when that actor stops. */
  record LeaseRoute(JobId job, ActorRef<ConductorProtocol.Command> runner)
      implements LaneProtocol.Command, LocalMessage {}

  private record LeaseRouteEnded(JobId job) implements LaneProtocol.Command, LocalMessage {}

  private record SinkRouteEnded(JobId job, ActorRef<SinkWriter.Command> sinkWriter)
      implements LaneProtocol.Command, LocalMessage {}

  private enum Acknowledge implements LaneProtocol.Command, LocalMessage {
    INSTANCE
  }

  private enum Resend implements LaneProtocol.Command, LocalMessage {
    INSTANCE
  }

  @Override
  public Receive<LaneProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(LaneRequests.Send.class, this::onSend)
        .onMessage(LaneProtocol.Frame.class, this::onFrame)
        .onMessage(LaneProtocol.Ack.class, this::onAck)
        .onMessage(Acknowledge.class, this::onAcknowledge)
        .onMessage(Resend.class, this::onResend)
        .onMessage(Peers.class, this::onPeers)
        .onMessage(Routes.class, this::onRoutes)
        .onMessage(SinkRoute.class, this::onSinkRoute)
        .onMessage(SinkRouteEnded.class, this::onSinkRouteEnded)
        .onMessage(LeaseRoute.class, this::onLeaseRoute)
        .onMessage(LeaseRouteEnded.class, this::onLeaseRouteEnded)
        .build();
  }

  private Behavior<LaneProtocol.Command> onSend(LaneRequests.Send message) {
    if (message.to().equals(self)) {
      deliver(message.payload());
    } else if (!departed.contains(message.to())) {
      Peer peer = peer(message.to());
      peer.outgoing.offer(message.payload());
      release(peer);
    }
    return this;
  }

  private Behavior<LaneProtocol.Command> onFrame(LaneProtocol.Frame frame) {
    if (departed.contains(frame.from())) {
      return this;
    }
    Peer peer = peer(frame.from());
    peer.incoming.arrived(frame.sequence(), frame.payload()).forEach(this::deliver);
    peer.owesAck = true;
    if (!acksPending) {
      // behind the frames that are in the mailbox already, so one acknowledgement serves them all
      acksPending = true;
      getContext().getSelf().tell(Acknowledge.INSTANCE);
    }
    return this;
  }

  private Behavior<LaneProtocol.Command> onAcknowledge(Acknowledge tick) {
    acksPending = false;
    for (Peer peer : peers.values()) {
      if (peer.owesAck && peer.lane != null) {
        peer.lane.tell(new LaneProtocol.Ack(self, peer.incoming.next()));
        peer.owesAck = false;
      }
    }
    return this;
  }

  private Behavior<LaneProtocol.Command> onAck(LaneProtocol.Ack ack) {
    Peer peer = peers.get(ack.from());
    if (peer != null) {
      peer.outgoing.acknowledged(ack.next());
      release(peer);
    }
    return this;
  }

  private Behavior<LaneProtocol.Command> onResend(Resend tick) {
    boolean settled = true;
    for (Peer peer : peers.values()) {
      send(peer, peer.outgoing.resend());
      settled &= peer.outgoing.onTheWay() == 0;
    }
    if (!settled) {
      resendLater();
    }
    return this;
  }

  private Behavior<LaneProtocol.Command> onPeers(Peers message) {
    for (WorkerId known : Set.copyOf(peers.keySet())) {
      if (peer(known).lane != null && !message.lanes().containsKey(known)) {
        peers.remove(known);
        departed.add(known);
      }
    }
    message.lanes().forEach(this::meet);
    return this;
  }

  private void meet(WorkerId worker, ActorRef<LaneProtocol.Command> lane) {
    if (!worker.equals(self) && !departed.contains(worker)) {
      Peer peer = peer(worker);
      peer.lane = lane;
      release(peer);
    }
  }

  private Behavior<LaneProtocol.Command> onRoutes(Routes message) {
    routes = message;
    return this;
  }

  private Behavior<LaneProtocol.Command> onSinkRoute(SinkRoute message) {
    sinkWriters.put(message.job(), message.sinkWriter());
    getContext()
        .watchWith(message.sinkWriter(), new SinkRouteEnded(message.job(), message.sinkWriter()));
    return this;
  }

  private Behavior<LaneProtocol.Command> onSinkRouteEnded(SinkRouteEnded message) {
    sinkWriters.remove(message.job(), message.sinkWriter());
    return this;
  }

  private Behavior<LaneProtocol.Command> onLeaseRoute(LeaseRoute message) {
    runners.put(message.job(), message.runner());
    getContext().watchWith(message.runner(), new LeaseRouteEnded(message.job()));
    return this;
  }

  private Behavior<LaneProtocol.Command> onLeaseRouteEnded(LeaseRouteEnded message) {
    runners.remove(message.job());
    return this;
  }

  private void release(Peer peer) {
    if (peer.lane != null) {
      send(peer, peer.outgoing.release());
    }
  }

  private void send(Peer peer, List<SendWindow.Numbered> going) {
    if (peer.lane == null || going.isEmpty()) {
      return;
    }
    for (SendWindow.Numbered one : going) {
      peer.lane.tell(new LaneProtocol.Frame(self, one.sequence(), one.payload()));
    }
    if (!timers.isTimerActive(Resend.INSTANCE)) {
      resendLater();
    }
  }

  private void resendLater() {
    timers.startSingleTimer(Resend.INSTANCE, Resend.INSTANCE, settings.resendAfter());
  }

  private void deliver(LanePayload payload) {
    Routes known = Objects.requireNonNull(routes, "routes are told before the first payload");
    if (payload instanceof LanePayload.SinkOutput output) {
      ActorRef<SinkWriter.Command> sinkWriter = sinkWriters.get(output.run().job());
      if (sinkWriter == null) {
        getContext().getLog().debug("output dropped, {} is closed here", output.run().job());
      } else {
        sinkWriter.tell(new SinkWriter.Output(output));
      }
    } else if (payload instanceof LanePayload.ShuffleEnd end) {
      ActorRef<ConductorProtocol.Command> runner = runners.get(end.run().job());
      if (runner != null) {
        runner.tell(new LeaseRunner.PeerEnded(end));
      }
    } else if (payload instanceof LanePayload.ShuffleChunk
        || payload instanceof LanePayload.ShuffleWanted) {
      known.shuffles().tell(new ShuffleInbox.FromLane(payload));
    } else {
      known.blockStore().tell(new BlockRequests.FromLane(payload));
    }
  }

  private Peer peer(WorkerId worker) {
    return peers.computeIfAbsent(worker, id -> new Peer(settings.windowBytes()));
  }

  private static final class Peer {
    private final SendWindow outgoing;
    private final ReceiveWindow incoming;
    private @Nullable ActorRef<LaneProtocol.Command> lane;
    private boolean owesAck;

    Peer(long windowBytes) {
      this.outgoing = new SendWindow(windowBytes);
      this.incoming = new ReceiveWindow(windowBytes);
    }
  }
}
