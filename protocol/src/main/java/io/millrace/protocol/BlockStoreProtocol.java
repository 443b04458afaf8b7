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

  /**
   * Reports may have been lost: report again what lies behind these positions, with the last mark.
   *
   * @param reported framed bytes by stream, reported without a hole
   */
  record ReportAgain(DriverEpoch epoch, JobId job, Map<StreamId, Long> reported)
      implements Command, WireMessage {
    public ReportAgain {
      reported = Map.copyOf(reported);
    }
  }
}
