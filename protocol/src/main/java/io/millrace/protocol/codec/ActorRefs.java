package io.millrace.protocol.codec;

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
   * @throws IllegalArgumentException if the path is missing
   */
  <T> ActorRef<T> read(String path, String field) {
    return resolver.resolveActorRef(Fields.text(path, field));
  }
}
