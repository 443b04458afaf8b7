package io.millrace.protocol;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Map;

/** What the driver tells a block store. */
public interface BlockStoreProtocol {
  /** Marks everything a block store takes. */
  interface Command {}

  /**
   * Nothing before these positions is needed any more, unless a running attempt has pinned it.
   *
   * @param floors framed bytes by stream, never falling
   * @param committed shuffle data of batches up to this one is not needed either
   */
  record FloorsRaised(DriverEpoch epoch, JobId job, Map<StreamId, Long> floors, BatchId committed)
      implements Command, WireMessage {
    public FloorsRaised {
      floors = Map.copyOf(floors);
    }
  }
}
