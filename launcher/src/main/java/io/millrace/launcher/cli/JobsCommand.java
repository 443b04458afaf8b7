package io.millrace.launcher.cli;

import io.millrace.core.model.JobSummary;
import io.millrace.launcher.report.JobPage;
import io.millrace.launcher.report.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace jobs}: what runs, and what did. */
@Command(
    name = "jobs",
    sortOptions = false,
    description = "Lists the jobs that a driver knows, the last of those that are over included.",
    footer = {"", "Examples:", "  millrace jobs", "  millrace jobs --driver 10.0.0.5:7070 --json"})
public final class JobsCommand implements Callable<Integer> {
  @Mixin private DriverOptions options;

  @Override
  public Integer call() throws InterruptedException {
    return options.call(
        () -> {
          Answer<List<JobSummary>> jobs = options.connect().jobs();
          options.print(jobs, lines(jobs.value()));
          return CommandFailure.Exit.OK;
        });
  }

  private static List<String> lines(List<JobSummary> jobs) {
    if (jobs.isEmpty()) {
      return List.of("no job was submitted to this driver");
    }
    Table table = new Table("id", "name", "state", "submitted", "");
    for (JobSummary job : jobs) {
      table.row(
          job.job().value(),
          job.name(),
          JobPage.word(job.state()),
          Instant.ofEpochMilli(job.submittedMillis()).truncatedTo(ChronoUnit.SECONDS),
          job.failure());
    }
    return table.lines();
  }
}
