package io.millrace.launcher;

import io.millrace.actors.shared.NodeProcess;
import io.millrace.launcher.cli.CancelCommand;
import io.millrace.launcher.cli.JobCommand;
import io.millrace.launcher.cli.JobsCommand;
import io.millrace.launcher.cli.StatusCommand;
import io.millrace.launcher.cli.SubmitCommand;
import io.millrace.launcher.cluster.ClusterCommand;
import io.millrace.launcher.generate.GenerateCommand;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.worker.WorkerNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line's entry. Exit codes: 0 the command did its work, 1 it failed, 2 it was called
 * wrongly, or with what can't be used, 3 there is no driver where it was looked for, 143 it was a
 * node and was told to end by SIGTERM.
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
      DemoCommand.class,
      GenerateCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    NodeProcess.claim(); // some of the commands are nodes
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    Installation installation = Installation.here();
    return new CommandLine(new Main())
        .addSubcommand(new DriverNode(System.in, installation.settings("driver")))
        .addSubcommand(new WorkerNode(System.in, installation.settings("worker")))
        .addSubcommand(new ClusterCommand(installation.var(), Main.class.getName()))
        .addSubcommand(new ConfigCommand(installation));
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
