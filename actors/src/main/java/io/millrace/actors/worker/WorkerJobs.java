package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.JobId;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.util.HashMap;
import java.util.Map;

/** The jobs that a worker has under one id; confined to the {@link Worker}. */
final class WorkerJobs {
  private final Workbench bench;
  private final Map<JobId, WorkerJob> jobs = new HashMap<>();

  WorkerJobs(Workbench bench) {
    this.bench = bench;
  }

  /** Loads a job; a repeated request is answered again, once there is an answer. */
  void prepare(WorkerProtocol.PrepareJob request) {
    WorkerJob known = jobs.get(request.job());
    if (known != null) {
      known.answerAgain();
      return;
    }
    WorkerJob job = new WorkerJob(request, bench);
    jobs.put(request.job(), job);
    job.begin();
  }

  /** The classes of a job are here, or can't be had. */
  void opened(CodeCache.Opened answer) {
    WorkerJob job = jobs.get(answer.job());
    if (job != null) {
      job.opened(answer);
      forgetIfClosed(job);
    }
  }

  /** The executor has loaded the job's binaries, or could not. */
  void loaded(Executor.Prepared answer) {
    WorkerJob job = jobs.get(answer.job());
    if (job != null) {
      job.loaded(answer);
    }
  }

  /** Opens a stream of a prepared job; a repeated request is ignored. */
  void open(WorkerProtocol.OpenStream request) {
    WorkerJob job = jobs.get(request.job());
    if (job != null) {
      job.openStream(request);
    }
  }

  /** Hands on what the driver says of a job's lease. */
  void lease(WorkerProtocol.LeaseOrder order) {
    WorkerJob job = jobs.get(order.job());
    if (job != null) {
      job.lease(order);
    }
  }

  /** Ends the job's streams. */
  void end(WorkerProtocol.EndStreams request) {
    WorkerJob job = jobs.get(request.job());
    if (job != null) {
      job.endStreams(request.mode());
    }
  }

  /** Forgets a job; answered when nothing of it is left here. */
  void close(WorkerProtocol.CloseJob request) {
    WorkerJob job = jobs.get(request.job());
    if (job == null) {
      request.replyTo().tell(new JobProtocol.JobClosed(bench.crew().id(), request.job()));
      return;
    }
    job.close(request.replyTo());
    forgetIfClosed(job);
  }

  /** One of the actors of a job that is being closed is done with it. */
  void partGone(JobId id, ActorRef<?> part) {
    WorkerJob job = jobs.get(id);
    if (job != null) {
      job.partGone(part);
      forgetIfClosed(job);
    }
  }

  /** The parts of a job had time enough to end by themselves. */
  void closeOverdue(JobId id) {
    WorkerJob job = jobs.get(id);
    if (job != null) {
      job.interrupt();
    }
  }

  private void forgetIfClosed(WorkerJob job) {
    if (job.isClosed()) {
      jobs.remove(job.id());
    }
  }

  /** All actors were told to stop, and code of jobs that hangs holds that up. */
  void interrupt() {
    jobs.values().forEach(WorkerJob::interrupt);
  }

  /** All actors have stopped. */
  void closeClasses() {
    jobs.values().forEach(WorkerJob::closeClasses);
    jobs.clear();
  }
}
