package io.millrace.protocol;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.CodeRef;

/** The jar of a job, and whom to fetch it from. */
public record CodeOffer(CodeRef jar, ActorRef<CodeProtocol.Command> from) {}
