package io.millrace.core.schedule;

import io.millrace.core.model.MapOutput;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.List;

/** That a schedule has one worker's share of each batch, and others have the rest. */
record Share(WorkerId self, Peers peers) {
  /** What feeds the reducers of a batch, here and elsewhere. */
  Feeders of(BatchId batch) {
    return new Feeders() {
      @Override
      public boolean areOver(int shuffle) {
        return peers.haveEnded(batch, shuffle);
      }

      @Override
      public List<MapOutput> outputs(int shuffle, int partition) {
        return peers.outputs(batch, shuffle, partition);
      }

      @Override
      public boolean areShared() {
        return true;
      }

      @Override
      public boolean serve(WorkerId owner) {
        return owner.equals(self);
      }
    };
  }
}
