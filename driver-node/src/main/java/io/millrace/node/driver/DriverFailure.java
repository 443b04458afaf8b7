package io.millrace.node.driver;

/** The driver refused or did not answer; the message is a sentence. */
public final class DriverFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DriverFailure(String message) {
    super(message);
  }
}
