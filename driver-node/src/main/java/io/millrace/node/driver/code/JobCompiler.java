package io.millrace.node.driver.code;

import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.actors.shared.code.JobClassLoader;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.JobSubmission;
import io.millrace.dsl.JobDefinitionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * From what somebody wants run to what the driver takes. The job's own code runs on a thread that
 * ends with it, and its classes are let go of at the end: what is sent to the workers holds none.
 */
public final class JobCompiler {
  private final CodeLibrary library;
  private final MillraceSettings settings;
  private final Duration patience;

  /**
   * @param settings of the node, which those of a job are laid over
   */
  public JobCompiler(CodeLibrary library, MillraceSettings settings) {
    this(library, settings, settings.driver().startTimeout());
  }

  /**
   * @param patience how long a job may take to describe itself
   */
  JobCompiler(CodeLibrary library, MillraceSettings settings, Duration patience) {
    this.library = library;
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Has a job describe itself.
   *
   * @throws CodeRefused when its jar is not here
   * @throws JobDefinitionException for a class that can't be used, or a mistake in the description
   * @throws io.millrace.config.SettingsException for a setting that a job can't have
   */
  public JobSubmission compile(JobOrder order) throws CodeRefused {
    MillraceSettings ofJob = settings.forJob(order.settings());
    int partitions = ofJob.shuffle().partitions();
    if (order.code() == null) {
      ClassLoader node = JobCompiler.class.getClassLoader();
      return inThread(node, () -> JobCode.submission(order, node, partitions, null));
    }
    CodeRef jar = library.ref(order.code());
    try (JobClassLoader loader = library.open(order.code())) {
      return inThread(loader, () -> JobCode.submission(order, loader, partitions, jar));
    } catch (IOException e) {
      throw new JobDefinitionException(
          "the jar of " + order.className() + " can't be closed: " + e);
    }
  }

  private JobSubmission inThread(ClassLoader loader, Supplier<JobSubmission> work) {
    CompletableFuture<JobSubmission> submission = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(submission, work), "job-definition");
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    thread.start();
    try {
      return submission.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw (JobDefinitionException) e.getCause();
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new JobDefinitionException(
          "the job did not describe itself within %d ms; nothing that waits belongs into define"
              .formatted(patience.toMillis()));
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new JobDefinitionException("interrupted while the job described itself");
    }
  }

  private static void complete(
      CompletableFuture<JobSubmission> submission, Supplier<JobSubmission> work) {
    try {
      submission.complete(work.get());
    } catch (JobDefinitionException e) {
      submission.completeExceptionally(e);
    } catch (Throwable e) { // of the job's own code, whatever it is
      String sentence = "the job could not be defined: " + Thrown.by(e);
      submission.completeExceptionally(new JobDefinitionException(sentence));
    }
  }
}
