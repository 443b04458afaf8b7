package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchState;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All of them: what one is told, each is told. */
final class Invariants implements Invariant {
  private final List<Invariant> all;

  private Invariants(List<Invariant> all) {
    this.all = all;
  }

  static Invariants of(Parameters parameters) {
    return new Invariants(
        List.of(
            new CutsNeverGoBack(),
            new BlocksFillTheCuts(),
            new InFlightIsBounded(most(parameters)),
            new PartitionsInOrder(),
            new OutputsAreOfOnePlan(),
            new RecordsOnce(parameters.job(), parameters.group() == null),
            new OutputFollowsFromCuts(parameters.job()),
            new FloorsAreSafe(),
            new NothingOfTheLostIsUsed(),
            new WorkersKeepTheirWord(),
            new DrainsOnce()));
  }

  /** Workers keep to it each for itself; what the driver has not heard of yet comes on top. */
  private static int most(Parameters parameters) {
    return parameters.group() == null ? parameters.policy().maxUncommitted() : Integer.MAX_VALUE;
  }

  @Override
  public void sent(long record, StreamId stream) {
    all.forEach(one -> one.sent(record, stream));
  }

  @Override
  public void accepted(BlockMeta block, byte @Nullable [] bytes) {
    all.forEach(one -> one.accepted(block, bytes));
  }

  @Override
  public void due(Batch batch) {
    all.forEach(one -> one.due(batch));
  }

  @Override
  public void run(Batch batch) {
    all.forEach(one -> one.run(batch));
  }

  @Override
  public void planned(BatchId batch, Collection<Integer> partitions) {
    all.forEach(one -> one.planned(batch, partitions));
  }

  @Override
  public void known(BatchId batch, int partition) {
    all.forEach(one -> one.known(batch, partition));
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    all.forEach(one -> one.closed(batch, state));
  }

  @Override
  public void floorsRaised(Map<StreamId, Long> floors, BatchId committed) {
    all.forEach(one -> one.floorsRaised(floors, committed));
  }

  @Override
  public void lost(LostRange range) {
    all.forEach(one -> one.lost(range));
  }

  @Override
  public void workerLost(WorkerId worker) {
    all.forEach(one -> one.workerLost(worker));
  }

  @Override
  public void drained() {
    all.forEach(Invariant::drained);
  }

  @Override
  public void visible(DurableSink.Publication publication) {
    all.forEach(one -> one.visible(publication));
  }

  @Override
  public void freed(WorkerId worker, BlockMeta block, boolean pinned) {
    all.forEach(one -> one.freed(worker, block, pinned));
  }

  @Override
  public void afterEvent(World world) {
    all.forEach(one -> one.afterEvent(world));
  }

  @Override
  public void atEnd(World world) {
    all.forEach(one -> one.atEnd(world));
  }
}
