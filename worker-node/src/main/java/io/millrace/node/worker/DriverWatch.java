package io.millrace.node.worker;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.GetCurrentState;
import akka.cluster.typed.Subscribe;
import io.millrace.protocol.LocalMessage;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Stops when the last driver node has left the cluster in order. Akka would let the workers stay
 * together, but the driver that comes next starts a cluster of its own, which they must be free to
 * join. A driver that dies is another case: there they down themselves.
 */
final class DriverWatch {
  private DriverWatch() {}

  /** What it takes. */
  interface Command extends LocalMessage {}

  /** Somebody came or went, maybe before anyone listened: the state says who is here now. */
  private record Changed(MemberEvent event) implements Command {}

  private record Now(CurrentClusterState state) implements Command {}

  static Behavior<Command> create() {
    return Behaviors.setup(
        context -> {
          Cluster cluster = Cluster.get(context.getSystem());
          ActorRef<MemberEvent> changes = context.messageAdapter(MemberEvent.class, Changed::new);
          ActorRef<CurrentClusterState> now =
              context.messageAdapter(CurrentClusterState.class, Now::new);
          cluster.subscriptions().tell(Subscribe.create(changes, MemberEvent.class));
          return watching(context, cluster, now);
        });
  }

  private static Behavior<Command> watching(
      ActorContext<Command> context, Cluster cluster, ActorRef<CurrentClusterState> now) {
    return Behaviors.receive(Command.class)
        .onMessage(Changed.class, message -> ask(cluster, now))
        .onMessage(Now.class, message -> onNow(context, cluster, message))
        .build();
  }

  private static Behavior<Command> ask(Cluster cluster, ActorRef<CurrentClusterState> now) {
    cluster.subscriptions().tell(new GetCurrentState(now));
    return Behaviors.same();
  }

  private static Behavior<Command> onNow(
      ActorContext<Command> context, Cluster cluster, Now message) {
    List<Member> members =
        StreamSupport.stream(message.state.getMembers().spliterator(), false).toList();
    Address self = cluster.selfMember().address();
    boolean isUp =
        members.stream()
            .anyMatch(
                member -> member.address().equals(self) && member.status() == MemberStatus.up());
    if (!isUp || members.stream().anyMatch(member -> member.hasRole("driver"))) {
      return Behaviors.same();
    }
    context.getLog().warn("no driver node is left in the cluster");
    return Behaviors.stopped();
  }
}
