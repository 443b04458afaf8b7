package io.millrace.node.driver.code;

/** A jar was not taken or is not there; the message is a sentence. */
public final class CodeRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  CodeRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Whose move it is. */
  public enum Reason {
    /** The bytes have another digest than was said. */
    OTHER_DIGEST,
    /** The bytes are no jar that classes can be loaded from. */
    NO_JAR,
    /** Larger than {@code millrace.code.max-bytes}. */
    TOO_LARGE,
    /** The driver's disk is full, or can't be written. */
    NO_ROOM,
    /** The library has no jar of that digest. */
    UNKNOWN
  }

  public Reason reason() {
    return reason;
  }
}
