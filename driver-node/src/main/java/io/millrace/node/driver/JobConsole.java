package io.millrace.node.driver;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobSubmission;
import io.millrace.node.driver.desk.DriverFailure;
import io.millrace.node.driver.desk.JobClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one job for whoever holds the other end of this process's standard streams: tells how it is
 * doing, hears when it is to end.
 */
final class JobConsole {
  /** Who times the run sees its first record this late at most. */
  private static final long LINE_MILLIS = 250;

  /** Who started this process starts the workers, too, when it suits. */
  private static final Duration START_PATIENCE = Duration.ofHours(24);

  private final JobClient driver;
  private final JobSubmission submission;
  private final Consumer<String> out;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable JobId job;

  JobConsole(JobClient driver, JobSubmission submission, Consumer<String> out) {
    this.driver = driver;
    this.submission = submission;
    this.out = out;
  }

  /**
   * Submits the job and tells of it until it has ended or this is closed.
   *
   * @return false when the job failed
   * @throws DriverFailure when the driver refuses the job or is gone
   */
  boolean run() throws InterruptedException {
    JobId id = driver.submit(submission, START_PATIENCE);
    job = id;
    do {
      JobEvent event = JobEvent.of(driver.status(id));
      out.accept(event.toLine());
      if (event.isLast()) {
        return event.event() == JobEvent.Kind.ENDED;
      }
    } while (!closed.await(LINE_MILLIS, TimeUnit.MILLISECONDS));
    return true;
  }

  /** Takes a command; other lines, and those before the job is accepted, have no effect. */
  void hear(String line) {
    JobId id = job;
    if (id == null) {
      return;
    }
    switch (line) {
      case "drain" -> driver.drain(id, DrainMode.TO_END);
      case "stop" -> driver.drain(id, DrainMode.NOW);
      default -> {}
    }
  }

  /** Lets {@link #run} return. */
  void close() {
    closed.countDown();
  }
}
