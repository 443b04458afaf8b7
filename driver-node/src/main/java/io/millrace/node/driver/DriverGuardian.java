package io.millrace.node.driver;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.LocalMessage;

/**
 * The top of a driver node's actors. A singleton that stops is not made again, and a node whose
 * driver has failed is of no use: the node ends with it, so that whoever started it sees.
 */
final class DriverGuardian {
  private DriverGuardian() {}

  /** The singleton of this node has begun. */
  record DriverStarted(ActorRef<DriverProtocol.Command> driver) implements LocalMessage {}

  /** Why the node ends. */
  static final class DriverFailed implements CoordinatedShutdown.Reason {
    private static final DriverFailed INSTANCE = new DriverFailed();
  }

  static Behavior<DriverStarted> create() {
    return Behaviors.setup(
        context ->
            Behaviors.receive(DriverStarted.class)
                .onMessage(DriverStarted.class, message -> watch(context, message))
                .onSignal(Terminated.class, signal -> end(context))
                .build());
  }

  /** The driver, which the guardian hears of. */
  static Behavior<DriverProtocol.Command> guarded(
      Behavior<DriverProtocol.Command> driver, ActorRef<DriverStarted> guardian) {
    return Behaviors.setup(
        context -> {
          guardian.tell(new DriverStarted(context.getSelf()));
          return driver;
        });
  }

  private static Behavior<DriverStarted> watch(
      ActorContext<DriverStarted> context, DriverStarted message) {
    context.watch(message.driver());
    return Behaviors.same();
  }

  /** When the node is ending anyway this changes nothing: the first reason is kept. */
  private static Behavior<DriverStarted> end(ActorContext<DriverStarted> context) {
    CoordinatedShutdown.get(context.getSystem()).run(DriverFailed.INSTANCE);
    return Behaviors.same();
  }
}
