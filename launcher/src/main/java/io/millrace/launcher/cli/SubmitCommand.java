package io.millrace.launcher.cli;

import io.millrace.core.model.JobSummary;
import io.millrace.launcher.cli.CommandFailure.Exit;
import io.millrace.node.driver.desk.SubmitRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace submit}: hands a job to a driver. */
@Command(
    name = "submit",
    sortOptions = false,
    description =
        "Hands the job in a jar to a driver and returns when all workers have loaded it and it"
            + " runs.",
    footer = {
      "",
      "Examples:",
      "  millrace submit my-job.jar --class com.acme.Hottest",
      "  millrace submit my-job.jar --class com.acme.Hottest --name hottest-20ms \\",
      "      --set millrace.batch.interval=20ms town=Bergen"
    })
public final class SubmitCommand implements Callable<Integer> {
  @Mixin private DriverOptions options;

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
      names = "--name",
      paramLabel = "NAME",
      description = "what to call it; no other job that runs may have it (default: the job's own)")
  private @Nullable String name;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of this job alone; may be repeated")
  private List<String> settings = List.of();

  @Override
  public Integer call() throws InterruptedException {
    return options.call(this::submit);
  }

  /** What is wrong on this side is said before a driver is asked. */
  private Exit submit() throws InterruptedException {
    Map<String, String> ownSettings = Assignments.parse("--set", settings);
    JobJar code = JobJar.read(jar);
    RemoteDriver driver = options.connect();
    driver.upload(code);
    Answer<JobSummary> job =
        driver.submit(new SubmitRequest(className, code.sha256(), name, ownSettings, arguments));
    options.print(job, List.of("%s (%s) runs".formatted(job.value().job(), job.value().name())));
    return Exit.OK;
  }
}
