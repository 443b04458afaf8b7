package io.millrace.launcher.run;

import io.millrace.core.model.JobStatus;
import io.millrace.launcher.report.RunResult;
import io.millrace.launcher.report.RunSetup;
import io.millrace.launcher.report.Sent;
import io.millrace.launcher.report.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A timed run that is over.
 *
 * @param status the job's last
 * @param sent what our own generator sent; null for foreign sources
 * @param problem why it is no good whatever its figures say, one sentence; null when it may be
 */
public record FinishedRun(
    RunSetup setup, JobStatus status, @Nullable Sent sent, @Nullable String problem) {
  /** Its figures. */
  public RunResult result() {
    return new RunResult(setup, status, sent);
  }

  /** Whether it was as it has to be. */
  public Verdict verdict() {
    return Verdict.of(result(), problem);
  }
}
