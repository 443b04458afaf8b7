package io.millrace.dsl;

/** Bytes are not framed as was said, so that no record can be found in them or behind them. */
public final class FramingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * The bytes are refused.
   *
   * @param message goes on behind the name of the source, as in "has a length of -1"
   */
  public FramingException(String message) {
    super(message);
  }
}
