package io.millrace.core.model;

import io.millrace.dsl.BatchId;

/**
 * What all tasks of one dispatch share.
 *
 * @param planVersion version of the assignment of partitions to workers
 * @param stage 0-based
 */
public record StageRun(JobId job, BatchId batch, long planVersion, int stage) {
  /** Another stage of the same batch. */
  public StageRun ofStage(int other) {
    return new StageRun(job, batch, planVersion, other);
  }
}
