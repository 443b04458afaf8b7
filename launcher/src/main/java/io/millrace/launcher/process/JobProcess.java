package io.millrace.launcher.process;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.node.driver.JobEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs one job: it prints {@link JobEvent}s, takes {@code drain} and {@code stop} on
 * its standard input, and ends when that ends.
 */
public final class JobProcess implements AutoCloseable {
  private final CompletableFuture<JobStatus> accepted = new CompletableFuture<>();
  private final ChildProcess process;
  private volatile @Nullable JobStatus status;

  private JobProcess(String name, List<String> command, Consumer<String> listener) {
    process =
        ChildProcess.start(
            name,
            command,
            line -> {
              listener.accept(line);
              JobEvent.parse(line).ifPresent(this::hear);
            });
  }

  /**
   * Starts it.
   *
   * @param name names it in messages
   * @param listener called by one thread with each line of its standard output
   */
  public static JobProcess start(String name, List<String> command, Consumer<String> listener) {
    return new JobProcess(name, command, listener);
  }

  private void hear(JobEvent event) {
    status = event.status();
    accepted.complete(event.status());
  }

  /** See {@link ChildProcess#await}. */
  <T> T await(CompletableFuture<T> something, Duration patience, String what) {
    return process.await(something, patience, what);
  }

  /**
   * Waits until the job runs.
   *
   * @throws ProcessFailure when it is refused, or does not run in this time
   */
  public void awaitAccepted(Duration patience) {
    process.await(accepted, patience, "word on the job");
  }

  /**
   * The job's last known status.
   *
   * @throws ProcessFailure when the process has ended by itself
   */
  public JobStatus status() {
    JobStatus last = status;
    if (last == null || (!process.isAlive() && !last.state().isOver())) {
      throw process.failure("ended before the job did");
    }
    return last;
  }

  /** Ends the job's streams; does not wait for the end. */
  public void drain(DrainMode mode) {
    process.tell(
        switch (mode) {
          case TO_END -> "drain";
          case NOW -> "stop";
        });
  }

  @Override
  public void close() {
    process.close();
  }
}
