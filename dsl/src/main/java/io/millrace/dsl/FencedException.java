package io.millrace.dsl;

import java.io.IOException;

/** A sink refused a writer because a newer owner has taken its partition over. */
public final class FencedException extends IOException {
  private static final long serialVersionUID = 1L;

  public FencedException(String message) {
    super(message);
  }
}
