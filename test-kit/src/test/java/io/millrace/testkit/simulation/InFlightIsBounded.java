package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchState;
import io.millrace.dsl.BatchId;
import java.util.HashSet;
import java.util.Set;

/** Never more batches with data under way than {@code max-uncommitted}; each ends once. */
final class InFlightIsBounded implements Invariant {
  private final int most;
  private final Set<BatchId> inFlight = new HashSet<>();
  private final Set<BatchId> over = new HashSet<>();

  InFlightIsBounded(int most) {
    this.most = most;
  }

  @Override
  public void run(Batch batch) {
    inFlight.add(batch.id());
    require(!over.contains(batch.id()), "%s runs though it is over", batch.id());
    require(inFlight.size() <= most, "%s are in flight, at most %d may be", inFlight, most);
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    inFlight.remove(batch.id());
    require(over.add(batch.id()), "%s ends twice", batch.id());
    require(state != BatchState.FAILED, "%s failed, though no task did so often", batch.id());
  }

  @Override
  public void atEnd(World world) {
    require(inFlight.isEmpty(), "%s never ended", inFlight);
  }
}
