package io.millrace.protocol;

/** Crosses nodes as protobuf: has a codec, holds nothing by reference but {@code ActorRef}s. */
public interface WireMessage {}
