package io.millrace.protocol.codec;

import akka.actor.AddressFromURIString;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;

/**
 * Writes actors as their paths and finds them again. Refs cross once, at registration, and Akka
 * keeps those it resolved lately for each thread: nothing is cached here.
 */
final class ActorRefs {
  private final ActorRefResolver resolver;

  ActorRefs(ExtendedActorSystem system) {
    resolver = ActorRefResolver.get(Adapter.toTyped(system));
  }

  String write(ActorRef<?> ref) {
    return resolver.toSerializationFormat(ref);
  }

  /**
   * An actor that has stopped resolves too: what it is told goes to the dead letters.
   *
   * @throws IllegalArgumentException if the path is missing, or is none
   */
  <T> ActorRef<T> read(String path, String field) {
    String written = Fields.text(path, field);
    if (AddressFromURIString.unapply(written).isEmpty()) {
      throw new IllegalArgumentException(field + " is no path of an actor: '" + written + "'");
    }
    return resolver.resolveActorRef(written);
  }
}
