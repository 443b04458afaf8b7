package io.millrace.dsl;

/** A {@link Resource} is not to be had; the message is a sentence that names it. */
public final class ResourceFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ResourceFailedException(String message) {
    super(message);
  }

  public ResourceFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
