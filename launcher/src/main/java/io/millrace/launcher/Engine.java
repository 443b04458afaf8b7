package io.millrace.launcher;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;
import io.millrace.launcher.job.LatencyJob;
import java.util.List;

/**
 * Nodes that run one job, wherever they are. Each method may wait; failures are exceptions whose
 * message is a sentence.
 */
interface Engine extends AutoCloseable {
  /**
   * Starts the nodes with the job; returns when the driver has accepted it.
   *
   * @param arguments of a {@link LatencyJob}
   */
  void start(List<String> arguments, Measurement measurement);

  /** How the job is doing, as of a moment ago. */
  JobStatus status();

  /** Ends the job's streams; does not wait for the end. */
  void drain(DrainMode mode);

  /** Ends the nodes. */
  @Override
  void close();
}
