package io.millrace.core.task;

/** A value can't cross a shuffle, or what came out of one can't be read; the message says why. */
final class ValueException extends Exception {
  private static final long serialVersionUID = 1L;

  ValueException(String message) {
    super(message);
  }

  ValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
