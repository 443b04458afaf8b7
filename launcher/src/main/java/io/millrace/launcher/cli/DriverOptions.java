package io.millrace.launcher.cli;

import io.millrace.node.driver.http.ApiVersion;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands that talk to a driver have. */
final class DriverOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Option(
      names = "--driver",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:MILLRACE_DRIVER:-127.0.0.1:7070}",
      converter = DriverAddress.Converter.class,
      description =
          "the driver's HTTP address (default: what MILLRACE_DRIVER says, else 127.0.0.1:7070)")
  private DriverAddress driver;

  @Option(names = "--json", description = "print the answer as one JSON document")
  private boolean json;

  /** What a command does. */
  interface Work {
    /**
     * Does it.
     *
     * @return what the process ends with
     * @throws CommandFailure when it can't be done
     */
    CommandFailure.Exit run() throws InterruptedException;
  }

  /** Does the work, or says in one line why not; returns the exit code. */
  int call(Work work) throws InterruptedException {
    try {
      return work.run().code();
    } catch (CommandFailure e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
      return e.exit().code();
    }
  }

  /**
   * The driver that was asked for.
   *
   * @throws CommandFailure when it is not there, or speaks otherwise than this command
   */
  RemoteDriver connect() throws InterruptedException {
    return RemoteDriver.at(driver, ApiVersion.own());
  }

  /** Prints an answer: the document as it came, or lines for people. */
  void print(Answer<?> answer, Iterable<String> lines) {
    if (json) {
      out().println(answer.json());
    } else {
      lines.forEach(out()::println);
    }
    out().flush();
  }

  boolean isJson() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
