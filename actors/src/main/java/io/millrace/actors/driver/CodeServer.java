package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.protocol.CodeProtocol;
import io.millrace.protocol.LocalMessage;

/** Hands the jars of this driver node out to the workers, and keeps those of live jobs. */
final class CodeServer extends AbstractBehavior<CodeProtocol.Command> {
  /** Fits a frame of the control lane with its header, and leaves room for others. */
  private static final int PART_BYTES = 128 << 10;

  /** A job lives that needs the jar. */
  record Hold(String sha256) implements CodeProtocol.Command, LocalMessage {}

  /** That job is over. */
  record Release(String sha256) implements CodeProtocol.Command, LocalMessage {}

  private final JarFolder jars;

  private CodeServer(ActorContext<CodeProtocol.Command> context, JarFolder jars) {
    super(context);
    this.jars = jars;
  }

  /** Spawns it where reading a disk holds up nobody else. */
  static ActorRef<CodeProtocol.Command> spawn(ActorContext<?> context, JarFolder jars) {
    Behavior<CodeProtocol.Command> server = Behaviors.setup(self -> new CodeServer(self, jars));
    return context.spawn(
        Behaviors.supervise(server).onFailure(SupervisorStrategy.restart()),
        "code",
        DispatcherSelector.fromConfig("millrace.blocking-dispatcher"));
  }

  @Override
  public Receive<CodeProtocol.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(CodeProtocol.FetchCode.class, this::onFetchCode)
        .onMessage(Hold.class, this::onHold)
        .onMessage(Release.class, this::onRelease)
        .build();
  }

  private Behavior<CodeProtocol.Command> onFetchCode(CodeProtocol.FetchCode message) {
    String sha256 = message.sha256();
    try {
      byte[] part = jars.read(sha256, message.offset(), PART_BYTES);
      message.replyTo().tell(new CodeProtocol.CodePart(sha256, message.offset(), part));
    } catch (CodeRefused e) {
      String reason = "the driver can't send its jar: " + e.getMessage();
      message.replyTo().tell(new CodeProtocol.CodeMissing(sha256, reason));
    }
    return this;
  }

  private Behavior<CodeProtocol.Command> onHold(Hold message) {
    try {
      jars.hold(message.sha256());
    } catch (CodeRefused e) {
      getContext().getLog().warn("jar of a job is gone, {}", e.getMessage());
    }
    return this;
  }

  private Behavior<CodeProtocol.Command> onRelease(Release message) {
    jars.release(message.sha256());
    return this;
  }
}
