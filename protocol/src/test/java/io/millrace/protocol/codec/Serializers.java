package io.millrace.protocol.codec;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import io.millrace.protocol.WireMessage;
import java.io.NotSerializableException;
import java.util.List;

/** The serializer as Akka made it from {@code reference.conf}, and actors that live. */
final class Serializers {
  private Serializers() {}

  static EngineSerializer of(ActorSystem<?> system) {
    return (EngineSerializer) boundTo(system, WireMessage.class);
  }

  static Serializer boundTo(ActorSystem<?> system, Class<?> type) {
    try {
      return SerializationExtension.get(Adapter.toClassic(system)).serializerFor(type);
    } catch (NotSerializableException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<ActorRef<?>> refs(ActorTestKit kit) {
    return List.of(kit.createTestProbe().ref(), kit.createTestProbe().ref());
  }
}
