package io.millrace.testkit.simulation;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchState;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * No record is visible twice in a sink, whatever happens, nor where it does not belong. A batch is
 * committed when its records are visible in all sinks that they lead to. At the end each record
 * that was accepted is visible in all of them or said to be lost, and where no worker was lost each
 * that was sent is visible.
 */
final class RecordsOnce implements Invariant {
  private final SimulatedJob job;
  private final Map<BlockId, Accepted> accepted = new LinkedHashMap<>();
  private final Map<Long, StreamId> sent = new HashMap<>();
  private final Set<Long> acceptedRecords = new HashSet<>();
  private final boolean acceptedFirst;
  private final Map<Integer, Set<Long>> visible = new HashMap<>();
  private final List<LostRange> lost = new ArrayList<>();
  private final Set<KnownCommit> known = new HashSet<>();
  private final Map<Integer, Set<Long>> knownRecords = new HashMap<>();
  private final Map<KnownCommit, List<Long>> published = new LinkedHashMap<>();
  private boolean workersLost;

  /**
   * @param acceptedFirst whether nothing becomes visible before the driver has accepted it
   */
  RecordsOnce(SimulatedJob job, boolean acceptedFirst) {
    this.acceptedFirst = acceptedFirst;
    this.job = job;
  }

  private record Accepted(BlockMeta block, List<Long> records) {}

  private record KnownCommit(BatchId batch, int partition) {}

  @Override
  public void sent(long record, StreamId stream) {
    sent.put(record, stream);
  }

  @Override
  public void accepted(BlockMeta block, byte @Nullable [] bytes) {
    if (!accepted.containsKey(block.id())) {
      require(bytes != null, "%s was reported and is not there", block);
      List<Long> records = Records.decode(bytes);
      accepted.put(block.id(), new Accepted(block, records));
      acceptedRecords.addAll(records);
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
      knownRecords
          .computeIfAbsent(partition, p -> new HashSet<>())
          .addAll(published.getOrDefault(commit, List.of()));
    }
  }

  /** Without a shuffle the driver knows which blocks the visible partitions of a stream cover. */
  @Override
  public void lost(LostRange range) {
    require(workersLost, "%s though no worker was lost", range);
    lost.add(range);
    Set<Integer> partitions = job.graph().shownIn(range.stream());
    for (Accepted one : accepted.values()) {
      boolean shown =
          !partitions.isEmpty()
              && partitions.stream().allMatch(partition -> isKnown(one, partition));
      require(
          !shown || !covers(range, one.block),
          "%s, though the driver knows %s is visible",
          range,
          one.block);
    }
  }

  private boolean isKnown(Accepted one, int partition) {
    Set<Long> shown = knownRecords.getOrDefault(partition, Set.of());
    return one.records.stream().anyMatch(shown::contains);
  }

  @Override
  public void visible(DurableSink.Publication publication) {
    int partition = publication.partition();
    List<Long> records = new ArrayList<>();
    for (byte[] output : publication.outputs()) {
      List<Long> numbers = Records.numbers(output);
      records.addAll(numbers.subList(1, numbers.size()));
    }
    Set<Long> before = visible.computeIfAbsent(partition, p -> new HashSet<>());
    for (long record : records) {
      require(before.add(record), "record %d is visible twice: %s", record, publication);
      StreamId stream = sent.get(record);
      require(stream != null, "record %d was never sent", record);
      require(
          !acceptedFirst || acceptedRecords.contains(record),
          "record %d was never accepted",
          record);
      require(
          job.partitionsOf(record, stream).contains(partition),
          "record %d of %s is in partition %d",
          record,
          stream,
          partition);
    }
    published.put(new KnownCommit(publication.batch(), partition), records);
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    if (state == BatchState.COMMITTED) {
      for (BlockRef block : batch.blocks()) {
        Accepted one = accepted.get(block.meta().id());
        require(one != null && isVisible(one), "%s is committed without %s", batch.id(), block);
      }
    }
  }

  @Override
  public void atEnd(World world) {
    for (Accepted one : accepted.values()) {
      boolean saidLost = lost.stream().anyMatch(range -> covers(range, one.block));
      require(saidLost || isVisible(one), "%s is neither visible nor lost", one.block);
    }
    if (!workersLost) {
      require(
          acceptedRecords.size() == world.recordsSent(),
          "%d records of %d were accepted",
          acceptedRecords.size(),
          world.recordsSent());
    }
  }

  private boolean isVisible(Accepted one) {
    return one.records.stream()
        .allMatch(
            record ->
                job.partitionsOf(record, one.block.stream()).stream()
                    .allMatch(p -> visible.getOrDefault(p, Set.of()).contains(record)));
  }

  private static boolean covers(LostRange range, BlockMeta block) {
    return range.stream().equals(block.stream())
        && range.from() <= block.from()
        && block.to() <= range.to();
  }
}
