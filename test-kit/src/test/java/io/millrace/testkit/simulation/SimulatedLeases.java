package io.millrace.testkit.simulation;

import io.millrace.core.batch.BatchFlow;
import io.millrace.core.group.LeaseEffects;
import io.millrace.core.group.LeaseKeeper;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeaseTerms;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.FailedTask;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol.LeaseReported;
import io.millrace.protocol.WireMessage;
import io.millrace.protocol.WorkerProtocol.GrantLease;
import io.millrace.protocol.WorkerProtocol.LeaseHeard;
import io.millrace.protocol.WorkerProtocol.RevokeLease;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The conductor's part in leases: it grants and revokes them by messages, and tells what it hears.
 */
final class SimulatedLeases implements LeaseEffects {
  private final World world;
  private final BatchFlow flow;
  private final @Nullable LeaseKeeper keeper;
  private final Queue<Runnable> waitingLosses = new ArrayDeque<>();

  /** There are none where the driver cuts each batch. */
  SimulatedLeases(World world, BatchFlow flow) {
    this.world = world;
    this.flow = flow;
    Parameters.Group group = world.parameters().group();
    this.keeper = group == null ? null : keeper(group);
  }

  private LeaseKeeper keeper(Parameters.Group group) {
    Parameters parameters = world.parameters();
    LeaseTerms terms =
        new LeaseTerms(
            parameters.policy().graceNanos(),
            parameters.policy().maxUncommitted(),
            parameters.policy().maxBytes(),
            parameters.taskBytes(),
            parameters.maxAttempts());
    return new LeaseKeeper(
        flow,
        parameters.job().graph(),
        parameters.policy().grid(),
        terms,
        group.leaseBatches(),
        this);
  }

  void want(Assignment assignment) {
    if (keeper != null) {
      keeper.want(assignment);
    }
  }

  void tick() {
    if (keeper != null) {
      keeper.tick(world.queue().now());
    }
  }

  boolean hearsMarksOf(WorkerId worker) {
    return keeper == null || keeper.hearsMarksOf(worker);
  }

  void streamEnded(StreamId stream, WorkerId reader, long position) {
    if (keeper != null) {
      keeper.streamEnded(stream, reader, position);
    }
  }

  void reported(LeaseReported message) {
    if (keeper != null) {
      keeper.reported(message.worker(), message.report(), world.queue().now());
    }
  }

  /** Goes on with the loss at once, or when nobody cuts under a lease any more. */
  void lost(WorkerId worker, Runnable goOn) {
    waitingLosses.add(goOn);
    if (keeper == null || keeper.lost(worker)) {
      over();
    }
  }

  @Override
  public void over() {
    while (!waitingLosses.isEmpty()) {
      waitingLosses.remove().run();
    }
  }

  @Override
  public void grant(WorkerId to, GroupLease lease, BatchId through, Map<StreamId, Long> ended) {
    tell(to, new GrantLease(SimulatedDriver.EPOCH, SimulatedDriver.JOB, lease, through, ended));
  }

  @Override
  public void revoke(WorkerId to, long planVersion) {
    tell(to, new RevokeLease(SimulatedDriver.EPOCH, SimulatedDriver.JOB, planVersion));
  }

  @Override
  public void heard(WorkerId from, long planVersion, long sequence) {
    tell(from, new LeaseHeard(SimulatedDriver.EPOCH, SimulatedDriver.JOB, planVersion, sequence));
  }

  private void tell(WorkerId to, WireMessage message) {
    world.network().control("conductor", to.value(), message, world.worker(to)::receive);
  }

  @Override
  public void stored(WorkerId by, LeaseReport.StoredBlock block) {
    BlockMeta meta = block.meta();
    if (flow.isReader(by, meta.stream())) {
      world.invariants().accepted(meta, world.bytes(by, meta.id()));
    }
  }

  @Override
  public void cut(LeasedCut cut) {}

  @Override
  public void measured(BatchResult result) {}

  @Override
  public void committed(WorkerId by, SinkCommit commit) {
    world.invariants().known(commit.batch(), commit.partition());
    flow.committed(commit.batch(), commit.partition());
  }

  @Override
  public void failed(BatchId batch, FailedTask task) {}

  @Override
  public void used(CacheUse cache) {}
}
