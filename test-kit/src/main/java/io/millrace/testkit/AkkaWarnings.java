package io.millrace.testkit;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.event.Logging;
import io.millrace.protocol.LocalMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what Akka itself warns of on its event stream, where for instance a message that can't
 * be serialized ends. What actors log does not pass here.
 */
final class AkkaWarnings extends AbstractBehavior<Object> {
  private final List<String> seen = new ArrayList<>();

  /** Asks for the warnings since the last time. */
  private record Take(ActorRef<Taken> replyTo) implements LocalMessage {}

  private record Taken(List<String> warnings) implements LocalMessage {}

  private AkkaWarnings(ActorContext<Object> context) {
    super(context);
  }

  /** Starts to collect; hands out what was collected. */
  static ActorRef<Object> listenIn(ActorTestKit kit) {
    ActorRef<Object> warnings = kit.spawn(Behaviors.setup(AkkaWarnings::new));
    var events = Adapter.toClassic(kit.system()).eventStream();
    events.subscribe(Adapter.toClassic(warnings), Logging.Error.class);
    events.subscribe(Adapter.toClassic(warnings), Logging.Warning.class);
    return warnings;
  }

  /** What came in since the last time. */
  static List<String> take(ActorTestKit kit, ActorRef<Object> warnings) {
    TestProbe<Taken> probe = kit.createTestProbe(Taken.class);
    warnings.tell(new Take(probe.ref()));
    List<String> taken = probe.receiveMessage().warnings();
    probe.stop();
    return taken;
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(Logging.Error.class, this::onError)
        .onMessage(Logging.Warning.class, this::onWarning)
        .onMessage(Take.class, this::onTake)
        .build();
  }

  private Behavior<Object> onError(Logging.Error error) {
    seen.add(error.message() + ": " + error.cause());
    return this;
  }

  private Behavior<Object> onWarning(Logging.Warning warning) {
    seen.add(String.valueOf(warning.message()));
    return this;
  }

  private Behavior<Object> onTake(Take take) {
    take.replyTo().tell(new Taken(List.copyOf(seen)));
    seen.clear();
    return this;
  }
}
