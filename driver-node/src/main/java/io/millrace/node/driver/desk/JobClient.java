package io.millrace.node.driver.desk;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.japi.function.Function;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.JobSummary;
import io.millrace.core.model.Refusal;
import io.millrace.core.model.RegisteredWorker;
import io.millrace.node.driver.desk.DriverFailure.Kind;
import io.millrace.protocol.DriverProtocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks the driver on behalf of threads that are no actors: mains and embedding programs. */
public final class JobClient {
  /** Covers the time that a new cluster takes to make its driver. */
  private static final Duration DRIVER_PATIENCE = Duration.ofSeconds(60);

  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final ActorRef<DriverProtocol.Command> driver;

  public JobClient(ActorSystem<?> system, ActorRef<DriverProtocol.Command> driver) {
    this.system = system;
    this.driver = driver;
  }

  /**
   * Runs a job; returns when it runs.
   *
   * @param startWithin how long it may wait for workers and for them to load it
   * @throws DriverFailure when the driver refuses it, saying why, or does not answer
   */
  public JobId submit(JobSubmission job, Duration startWithin) {
    DriverProtocol.Answer answer =
        ask(
            DRIVER_PATIENCE.plus(startWithin),
            replyTo -> new DriverProtocol.SubmitJob(job, startWithin.toMillis(), replyTo));
    if (answer instanceof DriverProtocol.JobAccepted accepted) {
      return accepted.job();
    }
    if (answer instanceof DriverProtocol.JobRefused refused) {
      throw new DriverFailure(
          kind(refused.why()), "job " + job.name() + " was refused: " + refused.reason());
    }
    throw new IllegalStateException("no answer to a submission: " + answer);
  }

  private static Kind kind(Refusal why) {
    return switch (why) {
      case NAME_TAKEN -> Kind.CONFLICT;
      case TOO_FEW_WORKERS -> Kind.UNAVAILABLE;
      case NOT_STARTED -> Kind.REFUSED;
    };
  }

  /**
   * How a job is doing.
   *
   * @throws DriverFailure when the driver does not answer, or does not know the job
   */
  public JobStatus status(JobId job) {
    DriverProtocol.Answer answer =
        ask(STATUS_PATIENCE, replyTo -> new DriverProtocol.GetJobStatus(job, replyTo));
    if (answer instanceof DriverProtocol.JobStatusReply reply) {
      return reply.status();
    }
    if (answer instanceof DriverProtocol.JobUnknown) {
      throw new DriverFailure(
          Kind.NOT_FOUND, "the driver knows no " + job + "; how the last hundred ended it does");
    }
    throw new IllegalStateException("no answer to a question for the status: " + answer);
  }

  /** How jobs are doing, asked all at once; who does not answer is left out. */
  List<JobStatus> statuses(List<JobId> jobs) {
    List<CompletableFuture<DriverProtocol.Answer>> asked =
        jobs.stream()
            .map(
                job ->
                    begin(STATUS_PATIENCE, to -> new DriverProtocol.GetJobStatus(job, to))
                        .exceptionally(late -> new DriverProtocol.JobUnknown(job)))
            .toList();
    return asked.stream()
        .map(CompletableFuture::join)
        .filter(DriverProtocol.JobStatusReply.class::isInstance)
        .map(answer -> ((DriverProtocol.JobStatusReply) answer).status())
        .toList();
  }

  /**
   * All jobs the driver knows, in the order of their ids.
   *
   * @throws DriverFailure when the driver does not answer
   */
  List<JobSummary> jobs() {
    DriverProtocol.Answer answer = ask(STATUS_PATIENCE, DriverProtocol.ListJobs::new);
    if (answer instanceof DriverProtocol.JobList list) {
      return list.jobs();
    }
    throw new IllegalStateException("no answer to a question for the jobs: " + answer);
  }

  /**
   * The workers that have registered, in the order of their ids.
   *
   * @throws DriverFailure when the driver does not answer
   */
  List<RegisteredWorker> workers() {
    DriverProtocol.Answer answer = ask(STATUS_PATIENCE, DriverProtocol.ListWorkers::new);
    if (answer instanceof DriverProtocol.WorkerList list) {
      return list.workers();
    }
    throw new IllegalStateException("no answer to a question for the workers: " + answer);
  }

  /** Ends the job's streams; does not wait for the end. */
  public void drain(JobId job, DrainMode mode) {
    driver.tell(new DriverProtocol.DrainJob(job, mode));
  }

  private DriverProtocol.Answer ask(
      Duration patience,
      Function<ActorRef<DriverProtocol.Answer>, DriverProtocol.Command> question) {
    try {
      return begin(patience, question).join();
    } catch (CompletionException | CancellationException e) {
      throw new DriverFailure(
          Kind.UNAVAILABLE, "the driver gave no answer within " + patience.toSeconds() + " s");
    }
  }

  private CompletableFuture<DriverProtocol.Answer> begin(
      Duration patience,
      Function<ActorRef<DriverProtocol.Answer>, DriverProtocol.Command> question) {
    return AskPattern.ask(driver, question, patience, system.scheduler()).toCompletableFuture();
  }
}
