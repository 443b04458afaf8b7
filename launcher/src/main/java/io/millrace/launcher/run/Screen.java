package io.millrace.launcher.run;

import io.millrace.launcher.cli.Terminal;
import java.io.PrintWriter;
import java.util.List;

/**
 * Where a run is shown: on a terminal the live line stays in its place, else it is one a second.
 */
public final class Screen implements AutoCloseable {
  private final PrintWriter out;
  private final boolean terminal;
  private int shown;

  Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A screen that knows by itself what it is. */
  public static Screen on(PrintWriter out) {
    return new Screen(out, Terminal.isThere());
  }

  /** Shows a line in the place of the last one shown. */
  public void live(String line) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Writes lines that stay. */
  public void write(List<String> lines) {
    close();
    lines.forEach(out::println);
    out.flush();
  }

  /** Ends the live line, so that whatever is printed next has a line of its own. */
  @Override
  public void close() {
    if (shown > 0) {
      out.println();
      out.flush();
      shown = 0;
    }
  }
}
