package io.millrace.core.model;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Map;

/**
 * Where a worker cut a batch.
 *
 * @param positions of all streams that it reads
 * @param cutNanos when, nanoseconds since the epoch on the driver's clock
 * @param late whether it went without a stream that was late
 * @param merged whether it left data to the next batch because too many were under way
 */
public record LeasedCut(
    BatchId batch, Map<StreamId, Long> positions, long cutNanos, boolean late, boolean merged) {
  public LeasedCut {
    positions = Map.copyOf(positions);
  }
}
