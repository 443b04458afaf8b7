package io.millrace.launcher.cli;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.launcher.cli.CommandFailure.Exit;
import io.millrace.launcher.report.JobPage;
import io.millrace.launcher.report.LiveLine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace job}: watches one job. */
@Command(
    name = "job",
    sortOptions = false,
    description =
        "Shows how a job is doing, each second until it is over: rate, latency and where it comes"
            + " from, receivers, task binaries, errors. Ends with 1 when the job fails.",
    footer = {
      "",
      "Examples:",
      "  millrace job hottest",
      "  millrace job 3 --once",
      "  millrace job hottest --json | jq .live.latency.p99"
    })
public final class JobCommand implements Callable<Integer> {
  private final boolean terminal;

  @Mixin private DriverOptions options;

  @Parameters(paramLabel = "JOB", description = "its name or id")
  private String job = "";

  @Option(names = "--once", description = "show it as it is now, and end; so does --json")
  private boolean once;

  public JobCommand() {
    this(Terminal.isThere());
  }

  /**
   * @param terminal whether pages may cover each other
   */
  JobCommand(boolean terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    return options.call(
        () -> {
          RemoteDriver driver = options.connect();
          Answer<JobStatus> now = driver.job(job);
          if (once || options.isJson()) {
            options.print(now, JobPage.lines(now.value()));
            return exit(now.value());
          }
          return watch(driver, now.value());
        });
  }

  private Exit watch(RemoteDriver driver, JobStatus first) throws InterruptedException {
    String id = Long.toString(first.job().value()); // its name may go to another job
    JobStatus status = first;
    while (!status.state().isOver()) {
      show(status);
      TimeUnit.SECONDS.sleep(1);
      status = driver.job(id).value();
    }
    show(status);
    return exit(status);
  }

  private static Exit exit(JobStatus status) {
    return status.state() == JobState.FAILED ? Exit.FAILED : Exit.OK;
  }

  private void show(JobStatus status) {
    PrintWriter out = options.out();
    if (terminal) {
      new Terminal(out).show(JobPage.lines(status));
    } else if (status.state().isOver()) {
      JobPage.lines(status).forEach(out::println);
    } else {
      out.println(LiveLine.of(status, JobPage.word(status.state())));
    }
    out.flush();
  }
}
