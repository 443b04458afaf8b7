package io.millrace.embedded;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.node.driver.desk.DriverFailure;
import io.millrace.node.driver.desk.JobClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A job that was handed to an engine. Its methods may be called by any thread that may wait. */
public final class JobHandle {
  private static final long LOOK_MILLIS = 20;

  private final EmbeddedMillrace engine;
  private final JobClient driver;
  private final String name;
  private final JobId job;
  private volatile @Nullable JobStatus last;

  JobHandle(EmbeddedMillrace engine, JobClient driver, String name, JobId job) {
    this.engine = engine;
    this.driver = driver;
    this.name = name;
    this.job = job;
  }

  /**
   * How it is doing.
   *
   * @throws JobFailedException when the engine has ended
   * @throws DriverFailure when the engine does not answer
   */
  public JobStatus status() {
    JobStatus known = last;
    return known != null ? known : ask();
  }

  /** What it came to stays known here when the driver has forgotten it. */
  private JobStatus ask() {
    try {
      JobStatus now = driver.status(job);
      last = now.state().isOver() ? now : null;
      return now;
    } catch (DriverFailure e) {
      throw engine.hasEnded()
          ? new JobFailedException(name, "the engine has ended, and the job with it")
          : e;
    }
  }

  /**
   * Waits until it is over: its sources have ended and all they brought is committed, or it was
   * drained or cancelled, or has failed.
   *
   * @return what it came to
   * @throws JobFailedException when it failed, saying why
   */
  public JobStatus await() throws InterruptedException {
    while (!status().state().isOver()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return result();
  }

  /**
   * Waits until it is over, but not longer than this.
   *
   * @return whether it is over, in whatever way
   */
  public boolean await(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    while (!status().state().isOver()) {
      if (System.nanoTime() - start >= patience.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /**
   * What it came to.
   *
   * @throws JobFailedException when it failed, saying why
   * @throws IllegalStateException when it is not over yet
   */
  public JobStatus result() {
    JobStatus status = status();
    if (status.state() == JobState.FAILED) {
      throw new JobFailedException(name, status.failure());
    }
    if (!status.state().isOver()) {
      throw new IllegalStateException("job " + name + " is not over yet");
    }
    return status;
  }

  /**
   * Reads its sources to their ends, without connecting again, and then ends it. Does not wait for
   * that.
   */
  public void drain() {
    driver.drain(job, DrainMode.TO_END);
  }

  /**
   * Stops reading; what was read is still processed and committed, and then it is over. Called
   * again, it does not wait for that either: the job has then failed. Does not wait.
   */
  public void cancel() {
    driver.drain(job, DrainMode.NOW);
  }
}
