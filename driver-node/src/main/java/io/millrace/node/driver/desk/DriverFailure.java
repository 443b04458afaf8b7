package io.millrace.node.driver.desk;

/** The driver refused or did not answer; the message is a sentence. */
public final class DriverFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose move it is. */
  public enum Kind {
    /** What was asked for makes no sense, whatever the driver does. */
    BAD_REQUEST,
    /** There is no such job or code. */
    NOT_FOUND,
    /** It would do, if another job were not in its way. */
    CONFLICT,
    /** More bytes than the driver takes. */
    TOO_LARGE,
    /** The job or its code can't be used. */
    REFUSED,
    /** The driver did not answer, or has not what it needs for an answer. */
    UNAVAILABLE
  }

  private final Kind kind;

  DriverFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
