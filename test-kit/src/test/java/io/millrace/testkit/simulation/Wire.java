package io.millrace.testkit.simulation;

import akka.actor.ExtendedActorSystem;
import io.millrace.protocol.WireMessage;
import io.millrace.protocol.codec.EngineSerializer;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;

/** What crosses from node to node crosses as bytes, by the engine's own serializer. */
final class Wire {
  private final EngineSerializer serializer;

  /**
   * @param system any; none of its actors is sent anything
   */
  Wire(ExtendedActorSystem system) {
    serializer = new EngineSerializer(system);
  }

  /** Written and read again. */
  WireMessage cross(WireMessage message) {
    byte[] bytes = serializer.toBinary(message);
    try {
      return (WireMessage) serializer.fromBinary(bytes, serializer.manifest(message));
    } catch (NotSerializableException e) {
      throw new UncheckedIOException(e);
    }
  }
}
