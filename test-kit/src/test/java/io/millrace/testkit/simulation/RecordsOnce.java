package io.millrace.testkit.simulation;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * No record is visible twice, whatever happens; at the end each that was accepted is visible or
 * said to be lost, and where no worker was lost each that was sent is visible in the right
 * partition.
 */
final class RecordsOnce implements Invariant {
  private final Parameters parameters;
  private final Map<BlockId, Accepted> accepted = new LinkedHashMap<>();
  private final Set<Long> visible = new HashSet<>();
  private final List<LostRange> lost = new ArrayList<>();
  private final Set<KnownCommit> known = new HashSet<>();
  private final Set<Long> knownRecords = new HashSet<>();
  private final Map<KnownCommit, List<Long>> published = new LinkedHashMap<>();
  private boolean workersLost;

  RecordsOnce(Parameters parameters) {
    this.parameters = parameters;
  }

  private record Accepted(BlockMeta block, List<Long> records) {}

  private record KnownCommit(BatchId batch, int partition) {}

  @Override
  public void accepted(BlockMeta block, byte @Nullable [] bytes) {
    if (!accepted.containsKey(block.id())) {
      require(bytes != null, "%s was reported and is not there", block);
      accepted.put(block.id(), new Accepted(block, Records.decode(bytes)));
    }
  }

  @Override
  public void workerLost(WorkerId worker) {
    workersLost = true;
  }

  @Override
  public void known(BatchId batch, int partition) {
    KnownCommit commit = new KnownCommit(batch, partition);
    if (known.add(commit)) {
      knownRecords.addAll(published.getOrDefault(commit, List.of()));
    }
  }

  /** With one stage the driver knows which blocks a visible partition covers. */
  @Override
  public void lost(LostRange range) {
    require(workersLost, "%s though no worker was lost", range);
    lost.add(range);
    if (parameters.singleStage()) {
      accepted.values().stream()
          .filter(one -> covers(range, one.block))
          .forEach(
              one ->
                  require(
                      one.records.stream().noneMatch(knownRecords::contains),
                      "%s, though the driver knows %s is visible",
                      range,
                      one.block));
    }
  }

  @Override
  public void visible(DurableSink.Publication publication) {
    List<Long> records = new ArrayList<>();
    for (byte[] output : publication.outputs()) {
      List<Long> numbers = Records.numbers(output);
      records.addAll(numbers.subList(1, numbers.size()));
    }
    for (long record : records) {
      require(visible.add(record), "record %d is visible twice: %s", record, publication);
      require(
          parameters.singleStage() || partitionOf(record) == publication.partition(),
          "record %d is in partition %d",
          record,
          publication.partition());
    }
    published.put(new KnownCommit(publication.batch(), publication.partition()), records);
  }

  private int partitionOf(long record) {
    return Records.partition(record, parameters.stages() - 2, parameters.partitions());
  }

  @Override
  public void atEnd(World world) {
    for (Accepted one : accepted.values()) {
      boolean saidLost = lost.stream().anyMatch(range -> covers(range, one.block));
      require(
          saidLost || visible.containsAll(one.records),
          "%s is neither visible nor lost",
          one.block);
    }
    if (!workersLost) {
      require(
          visible.size() == world.recordsSent(),
          "%d records of %d are visible",
          visible.size(),
          world.recordsSent());
    }
  }

  private static boolean covers(LostRange range, BlockMeta block) {
    return range.stream().equals(block.stream())
        && range.from() <= block.from()
        && block.to() <= range.to();
  }
}
