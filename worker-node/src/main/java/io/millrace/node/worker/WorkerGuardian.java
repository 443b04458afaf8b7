package io.millrace.node.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import io.millrace.config.MillraceSettings;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.WorkerProtocol;

/**
 * The top of a worker node's actors: the worker below it, at the path that the lanes' connections
 * are configured for. It ends with the worker, and the node with it.
 */
final class WorkerGuardian {
  private WorkerGuardian() {}

  static Behavior<Void> create(MillraceSettings settings) {
    return Behaviors.setup(context -> start(context, settings));
  }

  private static Behavior<Void> start(ActorContext<Void> context, MillraceSettings settings) {
    ActorRef<WorkerProtocol.Command> worker =
        context.spawn(WorkerWiring.worker(settings, driverOf(context)), "worker");
    context.watch(worker); // Terminated is not handled: the guardian ends with it
    return Behaviors.empty();
  }

  /** On a node without the role this makes no driver, only the way to it. */
  private static ActorRef<DriverProtocol.Command> driverOf(ActorContext<Void> context) {
    ClusterSingletonSettings settings =
        ClusterSingletonSettings.create(context.getSystem()).withRole("driver");
    return ClusterSingleton.get(context.getSystem())
        .init(
            SingletonActor.of(Behaviors.<DriverProtocol.Command>empty(), "driver")
                .withSettings(settings));
  }
}
