package io.millrace.launcher.cli;

/** A command that could not do its work; the message is a sentence for whoever called it. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the process ends with. */
  enum Exit {
    /** It did its work. */
    OK(0),
    /** It, or what it was to watch, failed. */
    FAILED(1),
    /** It was called wrongly, or with what can't be used. */
    BAD_INPUT(2),
    /** No driver is where it was said to be. */
    NO_DRIVER(3);

    private final int code;

    Exit(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  private final Exit exit;

  CommandFailure(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  Exit exit() {
    return exit;
  }
}
