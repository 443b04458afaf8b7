package io.millrace.protocol;

import io.millrace.core.model.CacheUse;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;

/** What workers tell the job that they work for. */
public interface JobProtocol {
  /** Marks everything a job takes. */
  interface Command {}

  /** All binaries of the job are loaded on the worker. */
  record JobPrepared(WorkerId worker, JobId job, CacheUse cache) implements Command, WireMessage {}

  /** The worker can't run the job, for instance because a template does not load. */
  record PreparationFailed(WorkerId worker, JobId job, TaskFailure failure)
      implements Command, WireMessage {}

  /** Answer to {@link WorkerProtocol.CloseJob}: nothing of the job is left on the worker. */
  record JobClosed(WorkerId worker, JobId job) implements Command, WireMessage {}

  /** The executor has dropped a binary that it needs again. */
  record FetchTaskBinary(WorkerId worker, JobId job, TaskBinaryId id)
      implements Command, WireMessage {}

  /**
   * A stream's state changed, or a second has passed.
   *
   * @param place up to which the source has been read, where it can go back; else its beginning
   */
  record StreamChanged(JobId job, StreamStatus status, SourcePlace place)
      implements Command, WireMessage {}
}
