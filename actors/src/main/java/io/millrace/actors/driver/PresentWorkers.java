package io.millrace.actors.driver;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.util.List;
import java.util.Map;

/** The workers that are here, as a {@link BatchConductor} speaks to them. */
final class PresentWorkers {
  private final DriverEpoch epoch;
  private final JobId job;
  private List<WorkerEntry> present = List.of();

  PresentWorkers(DriverEpoch epoch, JobId job) {
    this.epoch = epoch;
    this.job = job;
  }

  void become(List<WorkerEntry> workers) {
    present = workers;
  }

  void tellFloors(Map<StreamId, Long> floors, BatchId committed) {
    tellStores(new BlockStoreProtocol.FloorsRaised(epoch, job, floors, committed));
  }

  /** Asks for what lies behind these positions once more. */
  void askAgain(Map<StreamId, Long> reported) {
    tellStores(new BlockStoreProtocol.ReportAgain(epoch, job, reported));
  }

  private void tellStores(BlockStoreProtocol.Command message) {
    present.forEach(worker -> worker.refs().blockStore().tell(message));
  }

  /** Tells a worker, if it is here. */
  void tell(WorkerId worker, WorkerProtocol.Command order) {
    present.stream()
        .filter(entry -> entry.id().equals(worker))
        .forEach(entry -> entry.refs().worker().tell(order));
  }
}
