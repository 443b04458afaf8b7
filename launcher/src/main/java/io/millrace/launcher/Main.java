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
    versionProvider = Main.Version.class)
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    NodeProcess.claim(); // some of the commands are nodes
    System.exit(commandLine(args.length == 0 ? "" : args[0]).execute(args));
  }

  /** All commands. */
  static CommandLine commandLine() {
    return commandLine("");
  }

  /**
   * The commands that matter when the first word is known. A node is described alone: to describe
   * the others would be a sixth of the work of its start.
   */
  private static CommandLine commandLine(String first) {
    Installation installation = Installation.here();
    CommandLine millrace = new CommandLine(new Main());
    switch (first) {
      case "driver" -> millrace.addSubcommand(driver(installation));
      case "worker" -> millrace.addSubcommand(worker(installation));
      default ->
          millrace
              .addSubcommand(new SubmitCommand())
              .addSubcommand(new JobsCommand())
              .addSubcommand(new JobCommand())
              .addSubcommand(new CancelCommand())
              .addSubcommand(new StatusCommand())
              .addSubcommand(new ClusterCommand(installation.var(), Main.class.getName()))
              .addSubcommand(driver(installation))
              .addSubcommand(worker(installation))
              .addSubcommand(new ConfigCommand(installation))
              .addSubcommand(new DemoCommand())
              .addSubcommand(new GenerateCommand());
    }
    return millrace;
  }

  private static DriverNode driver(Installation installation) {
    return new DriverNode(System.in, installation.settings("driver"));
  }

  private static WorkerNode worker(Installation installation) {
    return new WorkerNode(System.in, installation.settings("worker"));
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
