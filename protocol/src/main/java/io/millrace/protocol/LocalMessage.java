package io.millrace.protocol;

import akka.actor.NoSerializationVerificationNeeded;

/** Stays inside one node: holds buffers, or is an actor's own tick. */
public interface LocalMessage extends NoSerializationVerificationNeeded {}
