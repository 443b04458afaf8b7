package io.millrace.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.actors.shared.code.JobClassLoader;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.config.SettingsException;
import io.millrace.core.plan.Explanation;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.StreamJob;
import io.millrace.launcher.cli.CommandFailure.Exit;
import io.millrace.node.driver.code.JobCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code millrace explain}: shows what would run. What the job's submission would be refused for,
 * but for what a cluster has to say about it, is refused here.
 */
@Command(
    name = "explain",
    sortOptions = false,
    description =
        "Prints the plan of the job in a jar: its stages, what runs in each, and where records go."
            + " Nothing runs, and no driver is asked.",
    footer = {
      "",
      "Examples:",
      "  millrace explain my-job.jar --class com.acme.Hottest",
      "  millrace explain my-job.jar --class com.acme.Hottest --json in=readings out=hottest"
    })
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Parameters(index = "0", paramLabel = "JAR", description = "holds the job and what it needs")
  private Path jar = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "NAME=VALUE",
      description = "arguments of the job; those that begin with - go behind a --")
  private List<String> arguments = List.of();

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      required = true,
      description = "the job, a StreamJob")
  private String className = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of this job alone; may be repeated")
  private List<String> settings = List.of();

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    try {
      Explanation explanation = explanation();
      PrintWriter out = spec.commandLine().getOut();
      out.print(
          json ? new ObjectMapper().writeValueAsString(explanation) + "\n" : explanation.text());
      out.flush();
      return Exit.OK.code();
    } catch (CommandFailure e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
      return e.exit().code();
    }
  }

  private Explanation explanation() {
    JobJar code = JobJar.read(jar);
    try (JobClassLoader loader =
        JobClassLoader.of(code.file(), ExplainCommand.class.getClassLoader())) {
      loader.classNames(); // says what is wrong with a file that is no jar
      int partitions = shufflePartitions();
      Thread.currentThread().setContextClassLoader(loader); // as where it is submitted
      StreamJob job = JobCode.load(className, loader);
      return Explanation.of(JobCode.plan(job, arguments, partitions), partitions);
    } catch (IOException e) {
      throw refused("jar " + jar + " can't be read: " + e.getMessage());
    } catch (JobDefinitionException | SettingsException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private int shufflePartitions() {
    MillraceSettings defaults =
        MillraceSettings.from(NodeConfig.embedded(NodeConfig.of(Map.of(), "defaults")));
    return defaults.forJob(Assignments.parse("--set", settings)).shuffle().partitions();
  }

  private static CommandFailure refused(String sentence) {
    return new CommandFailure(Exit.BAD_INPUT, sentence);
  }
}
