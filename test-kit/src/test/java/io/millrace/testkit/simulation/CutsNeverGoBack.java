package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.Map;

/** One cut vector a deadline, none before the one before it, and none told twice differently. */
final class CutsNeverGoBack implements Invariant {
  private final Map<BatchId, Map<StreamId, Long>> told = new HashMap<>();
  private BatchId last = BatchId.NONE;

  @Override
  public void due(Batch batch) {
    require(batch.id().equals(last.next()), "%s comes after %s", batch.id(), last);
    Map<StreamId, Long> before = told.getOrDefault(last, Map.of());
    before.forEach(
        (stream, cut) -> {
          Long now = batch.cuts().get(stream);
          require(
              now != null && now >= cut,
              "%s is cut at %s in %s, at %s before",
              stream,
              now,
              batch.id(),
              cut);
        });
    last = batch.id();
    told.put(last, batch.cuts());
  }

  @Override
  public void run(Batch batch) {
    require(batch.cuts().equals(told.get(batch.id())), "the cuts of %s changed", batch.id());
  }
}
