package io.millrace.launcher.cli;

import io.millrace.core.model.JobSummary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace cancel}: ends a job. */
@Command(
    name = "cancel",
    sortOptions = false,
    description =
        "Ends a job: it stops reading, and what it has read is still processed. Cancelled again, it"
            + " does not wait for that: it has failed, and what was not committed is lost.",
    footer = {"", "Examples:", "  millrace cancel hottest", "  millrace cancel 3 --drain"})
public final class CancelCommand implements Callable<Integer> {
  @Mixin private DriverOptions options;

  @Parameters(paramLabel = "JOB", description = "its name or id")
  private String job = "";

  @Option(names = "--drain", description = "read to the end of the sources before")
  private boolean drain;

  @Override
  public Integer call() throws InterruptedException {
    return options.call(
        () -> {
          Answer<JobSummary> ending = options.connect().cancel(job, drain);
          options.print(ending, List.of(line(ending.value())));
          return CommandFailure.Exit.OK;
        });
  }

  private String line(JobSummary ending) {
    return "%s (%s) %s; what it has read is processed"
        .formatted(
            ending.job(), ending.name(), drain ? "ends when its sources do" : "reads no more");
  }
}
