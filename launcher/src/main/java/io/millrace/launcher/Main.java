package io.millrace.launcher;

import io.millrace.launcher.cli.CancelCommand;
import io.millrace.launcher.cli.JobCommand;
import io.millrace.launcher.cli.JobsCommand;
import io.millrace.launcher.cli.StatusCommand;
import io.millrace.launcher.cli.SubmitCommand;
import io.millrace.launcher.generate.GenerateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line's entry. Exit codes: 0 the command did its work, 1 it failed, 2 it was called
 * wrongly, or with what can't be used; 3 there is no driver where it was looked for.
 */
@Command(
    name = "millrace",
    description = "A micro-batch stream engine whose batches are milliseconds long.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      SubmitCommand.class,
      JobsCommand.class,
      JobCommand.class,
      CancelCommand.class,
      StatusCommand.class,
      ConfigCommand.class,
      DemoCommand.class,
      GenerateCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /** The version that the build wrote into the jar's manifest. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"millrace " + version()};
    }
  }
}
