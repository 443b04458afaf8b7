package io.millrace.actors.shared.code;

/** A jar was not taken or is not there; the message is a sentence. */
public final class CodeRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public CodeRefused(Reason reason, String message) {
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
    /** The disk is full, or can't be written. */
    NO_ROOM,
    /** There is no jar of that digest. */
    UNKNOWN
  }

  public Reason reason() {
    return reason;
  }
}
