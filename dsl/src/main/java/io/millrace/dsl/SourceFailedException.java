package io.millrace.dsl;

import java.io.IOException;

/**
 * A source can't be read and trying again would not help, as with a file that is not there: the job
 * fails with the message, which is a sentence that names the source. Any other {@link IOException}
 * of a source is tried again.
 */
public final class SourceFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  public SourceFailedException(String message) {
    super(message);
  }

  public SourceFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
