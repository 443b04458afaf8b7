package io.millrace.launcher.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command that was run in this process, and what came of it. */
record Call(int code, String out, String err) {

  /**
   * Runs a command.
   *
   * @param command as picocli takes it
   */
  static Call of(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Call(code, out.toString(), err.toString());
  }

  /** The only line on standard error, of a command that printed nothing else. */
  String refusal() {
    if (!out.isEmpty() || err.lines().count() != 1) {
      throw new AssertionError("no refusal in one line: " + this);
    }
    return err.strip();
  }
}
