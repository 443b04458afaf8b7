package io.millrace.node.worker;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.util.stream.StreamSupport;

/**
 * Stops when the last driver node has left the cluster in order. Akka would let the workers stay
 * together, but the driver that comes next starts a cluster of its own, which they must be free to
 * join. A driver that dies is another case: there they down themselves.
 */
final class DriverWatch {
  private DriverWatch() {}

  static Behavior<MemberRemoved> create() {
    return Behaviors.setup(
        context -> {
          Cluster cluster = Cluster.get(context.getSystem());
          cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberRemoved.class));
          return Behaviors.receiveMessage(removed -> onRemoved(context, cluster, removed));
        });
  }

  private static Behavior<MemberRemoved> onRemoved(
      ActorContext<MemberRemoved> context, Cluster cluster, MemberRemoved removed) {
    // a node that leaves sees all others go
    if (cluster.isTerminated() || !removed.member().hasRole("driver") || hasDriver(cluster)) {
      return Behaviors.same();
    }
    context.getLog().warn("the driver node {} left the cluster", removed.member().address());
    return Behaviors.stopped();
  }

  private static boolean hasDriver(Cluster cluster) {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .anyMatch(member -> member.hasRole("driver"));
  }
}
