package io.millrace.dsl;

/** A mistake in the description of a job, found before anything runs; the message is a sentence. */
public final class JobDefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobDefinitionException(String message) {
    super(message);
  }
}
