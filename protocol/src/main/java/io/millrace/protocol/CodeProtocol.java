package io.millrace.protocol;

import akka.actor.typed.ActorRef;

/** How a worker gets the jar of a job: part by part, each asked for until it has come. */
public interface CodeProtocol {
  /** Marks everything that the one who has the jars takes. */
  interface Command {}

  /**
   * Asks for the part of a jar that begins at an offset; answered with {@link CodePart} or {@link
   * CodeMissing}.
   */
  record FetchCode(String sha256, long offset, ActorRef<Answer> replyTo)
      implements Command, WireMessage {}

  /** Answers. */
  interface Answer {}

  /**
   * @param bytes as many as one message carries, fewer at the end of the jar
   */
  record CodePart(String sha256, long offset, byte[] bytes) implements Answer, WireMessage {}

  /**
   * @param reason one sentence
   */
  record CodeMissing(String sha256, String reason) implements Answer, WireMessage {}
}
