package io.millrace.launcher.process;

/** A child process did not do what it was started for; the message is a sentence. */
public final class ProcessFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProcessFailure(String message) {
    super(message);
  }
}
