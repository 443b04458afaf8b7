package io.millrace.node.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.actors.worker.Worker;
import io.millrace.config.MillraceSettings;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.protocol.DriverProtocol;
import java.util.List;

/**
 * The top of a worker node's actors: the worker below it, at the path that the lanes' connections
 * are configured for. It ends with the worker, or when the last driver node leaves the cluster, and
 * the node with it.
 */
final class WorkerGuardian {
  private WorkerGuardian() {}

  /**
   * @param onReady called when the driver has registered the worker; again when a later one has
   */
  static Behavior<Void> create(
      MillraceSettings settings,
      List<ConnectorProvider> connectors,
      JarFolder jars,
      Runnable onReady) {
    return Behaviors.setup(context -> start(context, settings, connectors, jars, onReady));
  }

  private static Behavior<Void> start(
      ActorContext<Void> context,
      MillraceSettings settings,
      List<ConnectorProvider> connectors,
      JarFolder jars,
      Runnable onReady) {
    ActorRef<Worker.Ready> ready = context.spawn(calling(onReady), "ready");
    context.getSystem().eventStream().tell(new EventStream.Subscribe<>(Worker.Ready.class, ready));
    context.watch(context.spawn(DriverWatch.create(), "driver-watch"));
    context.watch(
        context.spawn(
            WorkerWiring.worker(settings, connectors, jars, driverOf(context)), "worker"));
    return Behaviors.receiveSignal(
        (self, signal) ->
            signal instanceof Terminated ? Behaviors.stopped() : Behaviors.unhandled());
  }

  private static Behavior<Worker.Ready> calling(Runnable onReady) {
    return Behaviors.receiveMessage(
        message -> {
          onReady.run();
          return Behaviors.same();
        });
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
