package io.millrace.launcher.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;

/** A terminal on which each page covers the one before it. */
public final class Terminal {
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;

  Terminal(PrintWriter out) {
    this.out = out;
  }

  /** Whether a person looks at what this process prints. */
  public static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before Java 22 there was a console on terminals only
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Shows a page. */
  void show(List<String> page) {
    out.print(HOME);
    page.forEach(line -> out.print(line + CLEAR_REST_OF_LINE + "\n"));
    out.print(CLEAR_BELOW);
    out.flush();
  }
}
