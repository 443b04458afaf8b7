package io.millrace.dsl.value;

/** A value can't cross a shuffle, or what came out of one can't be read; the message says why. */
public final class ValueException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean named;

  public ValueException(String message) {
    super(message);
    this.named = false;
  }

  public ValueException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private ValueException(String message, Throwable cause, boolean named) {
    super(message, cause);
    this.named = named;
  }

  /** The same of a component of a record; the innermost names itself. */
  ValueException in(String path) {
    return named ? this : new ValueException(path + ": " + getMessage(), this, true);
  }
}
