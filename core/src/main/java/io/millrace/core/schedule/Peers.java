package io.millrace.core.schedule;

import io.millrace.core.model.EndedOutput;
import io.millrace.core.model.MapOutput;
import io.millrace.dsl.BatchId;
import java.util.List;

/**
 * The other workers, where a schedule has only one worker's share of each batch: its map tasks feed
 * their reducers, and theirs feed its own.
 */
public interface Peers {
  /** Whether all workers have ended all stages that feed the shuffle, this one among them. */
  boolean haveEnded(BatchId batch, int shuffle);

  /** What all of them sent to a partition of this worker, in order of stage and map task. */
  List<MapOutput> outputs(BatchId batch, int shuffle, int partition);

  /** The share of a stage that feeds shuffles is over; told once. */
  void ended(BatchId batch, int stage, List<EndedOutput> outputs);
}
