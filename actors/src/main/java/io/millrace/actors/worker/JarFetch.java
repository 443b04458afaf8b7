package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.actors.shared.code.IncomingJar;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.protocol.CodeOffer;
import io.millrace.protocol.CodeProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A jar that comes from the driver part by part; confined to the {@link CodeCache}. */
final class JarFetch implements AutoCloseable {
  private final CodeOffer code;
  private final IncomingJar incoming;
  private final ActorRef<CodeProtocol.Answer> replyTo;
  private int asked;

  private JarFetch(CodeOffer code, IncomingJar incoming, ActorRef<CodeProtocol.Answer> replyTo) {
    this.code = code;
    this.incoming = incoming;
    this.replyTo = replyTo;
  }

  /** Asks for the first part. */
  static JarFetch begin(CodeOffer code, JarFolder jars, ActorRef<CodeProtocol.Answer> replyTo)
      throws CodeRefused {
    JarFetch fetch = new JarFetch(code, jars.begin(code.jar().sha256()), replyTo);
    fetch.ask();
    return fetch;
  }

  /**
   * Takes a part, if it is the next one, and asks for the one behind it.
   *
   * @return whether it was the last, and the jar is in the folder
   * @throws CodeRefused when it can't be kept, or the whole is not what it was said to be
   */
  boolean take(CodeProtocol.CodePart part) throws CodeRefused {
    if (part.offset() != incoming.position()) {
      return false; // asked for twice, and come twice
    }
    incoming.write(ByteBuffer.wrap(part.bytes()));
    if (incoming.position() >= code.jar().bytes() || part.bytes().length == 0) {
      incoming.keep();
      return true;
    }
    asked = 0;
    ask();
    return false;
  }

  /**
   * Asks for the next part once more.
   *
   * @return how often it was asked for
   */
  int askAgain() {
    ask();
    return asked;
  }

  private void ask() {
    asked++;
    code.from().tell(new CodeProtocol.FetchCode(code.jar().sha256(), incoming.position(), replyTo));
  }

  /** Unless the jar is whole, nothing of it stays. */
  @Override
  public void close() throws IOException {
    incoming.close();
  }
}
