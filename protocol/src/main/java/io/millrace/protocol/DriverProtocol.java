package io.millrace.protocol;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.JobSummary;
import io.millrace.core.model.Refusal;
import io.millrace.core.model.RegisteredWorker;
import io.millrace.core.model.WorkerId;
import java.util.List;

/** What the driver is told and asked. */
public interface DriverProtocol {
  /** Marks everything the driver takes. */
  interface Command {}

  /** A worker offers its slots; repeated until {@link WorkerProtocol.Registered} arrives. */
  record RegisterWorker(WorkerId worker, int slots, WorkerRefs refs)
      implements Command, WireMessage {}

  /**
   * Runs a compiled job; answered with {@link JobAccepted} when it runs, or with {@link
   * JobRefused}.
   *
   * @param startWithinMillis how long it may wait for workers and for them to load it
   */
  record SubmitJob(JobSubmission job, long startWithinMillis, ActorRef<Answer> replyTo)
      implements Command, WireMessage {}

  /**
   * Ends the job's streams; the job ends when everything they read is committed. A job that was
   * told {@link DrainMode#NOW} before and is told so again ends at once, and what is not committed
   * is given up.
   */
  record DrainJob(JobId job, DrainMode mode) implements Command, WireMessage {}

  /** Asks for the status of a job; answered with {@link JobStatusReply} or {@link JobUnknown}. */
  record GetJobStatus(JobId job, ActorRef<Answer> replyTo) implements Command, WireMessage {}

  /** Asks which jobs there are, those that are over included; answered with {@link JobList}. */
  record ListJobs(ActorRef<Answer> replyTo) implements Command, WireMessage {}

  /** Asks which workers there are; answered with {@link WorkerList}. */
  record ListWorkers(ActorRef<Answer> replyTo) implements Command, WireMessage {}

  /** Answers of the driver. */
  interface Answer {}

  /** The job runs. */
  record JobAccepted(JobId job) implements Answer, WireMessage {}

  /**
   * @param reason one sentence
   */
  record JobRefused(Refusal why, String reason) implements Answer, WireMessage {}

  record JobStatusReply(JobStatus status) implements Answer, WireMessage {}

  /** There was none with that id, or it was over long ago. */
  record JobUnknown(JobId job) implements Answer, WireMessage {}

  /**
   * @param jobs in the order of their ids
   */
  record JobList(List<JobSummary> jobs) implements Answer, WireMessage {}

  /**
   * @param workers in the order of their ids
   */
  record WorkerList(List<RegisteredWorker> workers) implements Answer, WireMessage {}
}
