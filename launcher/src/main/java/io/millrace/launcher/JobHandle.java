package io.millrace.launcher;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.node.driver.desk.DriverFailure;
import io.millrace.node.driver.desk.JobClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A job that was handed to an engine. Its methods may be called by any thread that may wait. */
public final class JobHandle {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final JobClient driver;
  private final JobId job;

  JobHandle(JobClient driver, JobId job) {
    this.driver = driver;
    this.job = job;
  }

  /**
   * How it is doing.
   *
   * @throws DriverFailure when the engine does not answer
   */
  public JobStatus status() {
    return driver.status(job);
  }

  /** Ends its streams; what they have read is still processed. Does not wait for that. */
  public void drain(DrainMode mode) {
    driver.drain(job, mode);
  }

  /**
   * Waits for its end.
   *
   * @return whether it ended, in whatever way, within the patience
   */
  public boolean awaitEnd(Duration patience) {
    long start = System.nanoTime();
    while (!status().state().isOver()) {
      if (Thread.currentThread().isInterrupted()
          || System.nanoTime() - start >= patience.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /**
   * What it came to.
   *
   * @throws JobFailedException when it failed, saying why
   * @throws IllegalStateException when it has not ended yet
   */
  public JobStatus result() {
    JobStatus status = status();
    if (status.state() == JobState.FAILED) {
      throw new JobFailedException(status.name(), status.failure());
    }
    if (!status.state().isOver()) {
      throw new IllegalStateException("job " + status.name() + " has not ended yet");
    }
    return status;
  }
}
