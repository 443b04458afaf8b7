package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;

/** The job ends when all streams have, once, and no batch brings anything after it. */
final class DrainsOnce implements Invariant {
  private boolean drained;

  @Override
  public void drained() {
    require(!drained, "drained twice");
    drained = true;
  }

  @Override
  public void run(Batch batch) {
    require(!drained, "%s has blocks, after the end", batch.id());
  }

  @Override
  public void atEnd(World world) {
    require(drained, "the job never ended");
  }
}
