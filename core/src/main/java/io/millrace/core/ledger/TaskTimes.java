package io.millrace.core.ledger;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockStats;
import io.millrace.core.model.TaskReport;
import io.millrace.dsl.StreamId;
import java.util.Set;
import java.util.function.Function;

/**
 * How a task that read blocks measured its records, and how they went on from there. Where a record
 * carries no time of generation its way begins when it is received.
 */
final class TaskTimes {
  private final CommittedBatch batch;
  private final TaskReport task;

  /** From the mean moment at which the task was done with a record; 0 without a shuffle. */
  private final double onward;

  /** Of a record that has left. */
  private final double commit;

  /**
   * @param shownIn see {@link LatencySums}
   */
  TaskTimes(CommittedBatch batch, TaskReport task, Function<StreamId, Set<Integer>> shownIn) {
    this.batch = batch;
    this.task = task;
    long scheduled = task.scheduledNanos();
    double processed = meanInTask();
    Set<Integer> partitions =
        task.blocks().isEmpty() ? Set.of() : shownIn.apply(task.blocks().get(0).stream());
    double left = partitions.isEmpty() ? span(scheduled, batch.finishedNanos()) : processed;
    this.onward = left - processed;
    this.commit = span(scheduled, committedNanos(partitions)) - left;
  }

  /** Adds this task's share; nanoseconds weighted by records. */
  void addTo(Sums sums) {
    sums.count(task.records());
    for (BlockStats block : task.blocks()) {
      long weight = weight(block);
      if (weight > 0) {
        addBlock(sums, block, weight);
      }
    }
    sums.wholes(task.latencies(), task.latencySumMicros() * 1e3, onward, commit);
  }

  private void addBlock(Sums sums, BlockStats block, long weight) {
    double receive = 0;
    if (block.timed() > 0) {
      receive = mean(block.receivedSum() - block.generatedSum(), weight);
    }
    double sealed = mean(-block.receivedSum(), weight);
    long stored = storedNanos(block);
    long batched = batch.batchedNanos(block.stream());
    sums.part(Stage.RECEIVE, receive, weight);
    sums.part(Stage.BLOCK, sealed, weight);
    sums.part(Stage.STORE, span(block.sealedNanos(), stored), weight);
    sums.part(Stage.BATCH, span(stored, batched), weight);
    sums.part(Stage.SCHEDULE, span(batched, task.scheduledNanos()), weight);
    sums.part(Stage.PROCESS, meanInTask() + onward, weight);
    sums.part(Stage.COMMIT, commit, weight);
    if (block.timed() == 0) {
      double waited = span(block.sealedNanos(), task.scheduledNanos());
      sums.whole(sealed + waited + meanInTask() + onward, commit, weight);
    }
  }

  private long storedNanos(BlockStats block) {
    BlockId id = new BlockId(block.stream(), block.from());
    Long stored = batch.storedNanos().get(id);
    if (stored == null) {
      throw new IllegalArgumentException(
          batch.batch() + " read " + id + ", which was never stored");
    }
    return stored;
  }

  private long committedNanos(Set<Integer> partitions) {
    return partitions.stream()
        .mapToLong(
            partition -> batch.committedNanos().getOrDefault(partition, batch.finishedNanos()))
        .max()
        .orElseGet(batch::lastCommittedNanos);
  }

  private double meanInTask() {
    return mean(task.processedSum(), task.records());
  }

  private static long weight(BlockStats block) {
    return block.timed() > 0 ? block.timed() : block.records();
  }

  /** Stamps are subtracted before they meet a double, which can't hold them exactly. */
  private static double span(long from, long to) {
    return (double) (to - from);
  }

  private static double mean(long sum, long count) {
    return count == 0 ? 0 : (double) sum / count;
  }
}
