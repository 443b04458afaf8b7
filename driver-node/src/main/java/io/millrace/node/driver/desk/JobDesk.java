package io.millrace.node.driver.desk;

import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.config.MillraceSettings;
import io.millrace.config.SettingsException;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.JobSummary;
import io.millrace.core.model.StreamStatus;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.node.driver.code.CodeLibrary;
import io.millrace.node.driver.code.JobCompiler;
import io.millrace.node.driver.desk.DriverFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What a driver node does for people. All methods block; what can't be done is a {@link
 * DriverFailure} with a sentence. Safe for all threads.
 */
public final class JobDesk {
  /** Half the threads of the HTTP server: the others answer those who look or cancel. */
  static final int MOST_SUBMISSIONS = 32;

  private final Semaphore submissions = new Semaphore(MOST_SUBMISSIONS);
  private final JobClient driver;
  private final CodeLibrary code;
  private final JobCompiler compiler;
  private final MillraceSettings settings;
  private final Supplier<List<ClusterMember>> members;

  /**
   * @param members who is in the cluster just now
   */
  public JobDesk(
      JobClient driver,
      CodeLibrary code,
      MillraceSettings settings,
      Supplier<List<ClusterMember>> members) {
    this.driver = driver;
    this.code = code;
    this.compiler = new JobCompiler(code, settings);
    this.settings = settings;
    this.members = members;
  }

  /**
   * Keeps the jar of a job that is to be submitted.
   *
   * @param sha256 what the bytes are said to be, 64 hexadecimal digits
   * @param jar read to its end, or to the first byte that is too much; the caller closes it
   */
  public void storeCode(String sha256, InputStream jar) {
    try {
      code.store(sha256, jar);
    } catch (CodeRefused e) {
      throw failure(e);
    } catch (IOException e) {
      throw new DriverFailure(Kind.BAD_REQUEST, "the jar did not arrive whole: " + e.getMessage());
    }
  }

  /** The largest jar that it keeps. */
  public long maxCodeBytes() {
    return settings.code().maxBytes();
  }

  /** Whether the jar is here. */
  public boolean hasCode(String sha256) {
    return code.has(sha256);
  }

  /** Runs a job; returns when it runs, or when it is clear that it won't. */
  public JobSummary submit(SubmitRequest request) {
    if (!submissions.tryAcquire()) {
      throw new DriverFailure(
          Kind.UNAVAILABLE,
          MOST_SUBMISSIONS
              + " jobs are being started already; submit it again when one of them runs");
    }
    try {
      return start(request);
    } finally {
      submissions.release();
    }
  }

  private JobSummary start(SubmitRequest request) {
    try {
      Duration startWithin = settings.forJob(request.settings()).driver().startTimeout();
      JobSubmission job = compiler.compile(request.order());
      JobNames.require(job.name());
      JobId id = driver.submit(job, startWithin);
      return summary(Long.toString(id.value()));
    } catch (SettingsException e) {
      throw new DriverFailure(Kind.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (JobDefinitionException e) {
      throw new DriverFailure(Kind.REFUSED, String.valueOf(e.getMessage()));
    } catch (CodeRefused e) {
      throw failure(e);
    }
  }

  /** All jobs the driver knows, in the order they came. */
  public List<JobSummary> jobs() {
    return driver.jobs();
  }

  /**
   * How a job is doing.
   *
   * @param nameOrId of several jobs of one name it is the one that runs, or the last that did
   */
  public JobStatus status(String nameOrId) {
    return driver.status(summary(nameOrId).job());
  }

  /**
   * Ends a job's streams; does not wait for the end of what they have read.
   *
   * @return the job as it was
   */
  public JobSummary cancel(String nameOrId, DrainMode mode) {
    JobSummary job = summary(nameOrId);
    if (job.state().isOver()) {
      throw new DriverFailure(
          Kind.NOT_FOUND,
          job.job() + " (" + job.name() + ") is over already: it has " + ending(job));
    }
    driver.drain(job.job(), mode);
    return job;
  }

  private static String ending(JobSummary job) {
    return job.failure().isEmpty() ? "ended" : "failed, " + job.failure();
  }

  private JobSummary summary(String nameOrId) {
    Comparator<JobSummary> liveThenLast =
        Comparator.<JobSummary, Boolean>comparing(job -> !job.state().isOver())
            .thenComparing(job -> job.job().value());
    return driver.jobs().stream()
        .filter(job -> job.name().equals(nameOrId) || nameOrId.equals(job.job().value() + ""))
        .max(liveThenLast)
        .orElseThrow(
            () ->
                new DriverFailure(
                    Kind.NOT_FOUND, "the driver knows no job with the name or id " + nameOrId));
  }

  /** Who is in the cluster, and what its receivers do. */
  public ClusterStatus cluster() {
    List<JobId> alive =
        driver.jobs().stream().filter(job -> !job.state().isOver()).map(JobSummary::job).toList();
    List<JobReceiver> receivers = new ArrayList<>();
    for (JobStatus job : driver.statuses(alive)) {
      for (StreamStatus stream : job.streams()) {
        receivers.add(new JobReceiver(job.job(), job.name(), stream));
      }
    }
    return new ClusterStatus(members.get(), driver.workers(), receivers);
  }

  private static DriverFailure failure(CodeRefused refused) {
    Kind kind =
        switch (refused.reason()) {
          case OTHER_DIGEST, NO_JAR -> Kind.REFUSED;
          case TOO_LARGE -> Kind.TOO_LARGE;
          case NO_ROOM -> Kind.UNAVAILABLE;
          case UNKNOWN -> Kind.NOT_FOUND;
        };
    return new DriverFailure(kind, String.valueOf(refused.getMessage()));
  }
}
