package io.millrace.launcher.run;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;

/**
 * Nodes that run one job, wherever they are. Each method may wait; failures are exceptions whose
 * message is a sentence.
 */
public interface Engine extends AutoCloseable {
  /** Starts the nodes with the job; returns when the driver has accepted it. */
  void start(JobCall call, Measurement measurement);

  /** How the job is doing, as of a moment ago. */
  JobStatus status();

  /** Ends the job's streams; does not wait for the end. */
  void drain(DrainMode mode);

  /** Ends the nodes. */
  @Override
  void close();
}
