package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.WorkerId;
import java.util.HashSet;
import java.util.Set;

/** What a worker held is in no batch that is cut or planned again after it was given up. */
final class NothingOfTheLostIsUsed implements Invariant {
  private final Set<WorkerId> lost = new HashSet<>();

  @Override
  public void workerLost(WorkerId worker) {
    lost.add(worker);
  }

  @Override
  public void due(Batch batch) {
    check(batch);
  }

  @Override
  public void run(Batch batch) {
    check(batch);
  }

  private void check(Batch batch) {
    for (BlockRef block : batch.blocks()) {
      require(!lost.contains(block.holder()), "%s of a lost worker is in %s", block, batch.id());
    }
  }
}
