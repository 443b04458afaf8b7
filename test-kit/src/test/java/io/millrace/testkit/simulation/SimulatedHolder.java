package io.millrace.testkit.simulation;

import io.millrace.core.group.HolderEffects;
import io.millrace.core.group.LeaseHolder;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Dispatch;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol.BlocksReported;
import io.millrace.protocol.ConductorProtocol.LeaseReported;
import io.millrace.protocol.ConductorProtocol.PartitionCommitted;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import io.millrace.protocol.WireMessage;
import io.millrace.protocol.WorkerProtocol.GrantLease;
import io.millrace.protocol.WorkerProtocol.LeaseHeard;
import io.millrace.protocol.WorkerProtocol.LeaseOrder;
import io.millrace.protocol.WorkerProtocol.RevokeLease;
import java.util.Map;

/**
 * Stands between the parts of a job on a worker and the driver, and holds its lease; all that the
 * worker tells the driver of batches goes through it, in order.
 */
final class SimulatedHolder implements HolderEffects {
  private final SimulatedWorker worker;
  private final LeaseHolder holder;

  SimulatedHolder(SimulatedWorker worker) {
    this.worker = worker;
    this.holder = new LeaseHolder(worker.job(), worker.id(), this);
    tickLater();
    remindLater();
  }

  private void tickLater() {
    worker.after(
        worker.parameters().policy().grid().batchNanos(),
        "holder ticks",
        () -> {
          holder.tick(worker.clock());
          if (!worker.isJobOver()) {
            tickLater();
          }
        });
  }

  private void remindLater() {
    worker.after(
        Parameters.REMIND,
        "holder reminds",
        () -> {
          holder.remind();
          if (!worker.isJobOver()) {
            remindLater();
          }
        });
  }

  void onOrder(LeaseOrder order) {
    if (order instanceof GrantLease grant) {
      holder.granted(grant.lease(), grant.through(), grant.ended(), worker.clock());
    } else if (order instanceof RevokeLease revoke) {
      holder.revoked(revoke.planVersion());
    } else if (order instanceof LeaseHeard heard) {
      holder.heard(heard.planVersion(), heard.sequence());
    }
  }

  void onEnd(LanePayload.ShuffleEnd end) {
    holder.ended(end);
  }

  /** Something for the driver, which need not hear of it when the lease covers it. */
  void pass(WireMessage message) {
    boolean covered = false;
    if (message instanceof BlocksReported report) {
      covered = holder.stored(report.blocks(), report.marks(), worker.clock());
    } else if (message instanceof StageReport report) {
      covered = holder.ran(report.run(), report.outcomes(), report.cache());
    } else if (message instanceof PartitionCommitted commit) {
      covered =
          holder.committed(
              new SinkCommit(
                  commit.batch(), commit.partition(), commit.committedNanos(), commit.metrics()));
    }
    if (!covered) {
      worker.tellDriverFrom("holder", message);
    }
  }

  @Override
  public void reportAgain(Map<StreamId, Long> positions) {
    long hop = worker.random().nextLong(5 * Parameters.MILLI);
    worker.after(hop, "store is asked again", () -> worker.blocks().reportAgain(positions));
  }

  @Override
  public void report(LeaseReport report) {
    worker.tellDriverFrom("holder", new LeaseReported(worker.id(), worker.job(), report));
  }

  @Override
  public void reportSoon() {
    worker.after(worker.parameters().cadence(), "holder reports", holder::flush);
  }

  @Override
  public void run(Dispatch dispatch) {
    worker.runTasks(
        new RunTasks(
            SimulatedDriver.EPOCH,
            dispatch.run(),
            dispatch.binary(),
            dispatch.shuffles(),
            dispatch.tasks()));
  }

  @Override
  public void send(WorkerId to, LanePayload.ShuffleEnd end) {
    worker.send(to, end);
  }
}
