package io.millrace.launcher;

import io.millrace.actors.shared.NodeProcess;
import io.millrace.launcher.cli.CancelCommand;
import io.millrace.launcher.cli.ExplainCommand;
import io.millrace.launcher.cli.JobCommand;
import io.millrace.launcher.cli.JobsCommand;
import io.millrace.launcher.cli.StatusCommand;
import io.millrace.launcher.cli.SubmitCommand;
import io.millrace.launcher.cluster.ClusterCommand;
import io.millrace.launcher.generate.GenerateCommand;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.worker.WorkerNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
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
   * The commands that matter when the first word is known: the one of that name, else all. To
   * describe the others would be a sixth of the work of a node's start.
   */
  private static CommandLine commandLine(String first) {
    Map<String, Supplier<Object>> commands = commands(Installation.here());
    CommandLine millrace = new CommandLine(new Main());
    boolean isKnown = commands.containsKey(first);
    if (isKnown) {
      commands.keySet().retainAll(Set.of(first));
    }
    commands.forEach((name, command) -> millrace.addSubcommand(name, command.get()));
    if (!isKnown) {
      ServiceLoader.load(FurtherCommand.class).forEach(millrace::addSubcommand);
    }
    return millrace;
  }

  /** In the order in which help lists them. */
  private static Map<String, Supplier<Object>> commands(Installation installation) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("submit", SubmitCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("jobs", JobsCommand::new);
    commands.put("job", JobCommand::new);
    commands.put("cancel", CancelCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("cluster", () -> new ClusterCommand(installation.var(), Main.class.getName()));
    commands.put("driver", () -> new DriverNode(System.in, installation.settings("driver")));
    commands.put("worker", () -> new WorkerNode(System.in, installation.settings("worker")));
    commands.put("config", () -> new ConfigCommand(installation));
    commands.put("demo", DemoCommand::new);
    commands.put("generate", GenerateCommand::new);
    return commands;
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
