package io.millrace.testkit.simulation;

import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * In each partition of the sink batches become visible in order, each once, none ahead of one that
 * is to write there before it, and under fences that do not fall.
 */
final class PartitionsInOrder implements Invariant {
  private final Map<Integer, BatchId> last = new HashMap<>();
  private final Map<Integer, Fence> fences = new HashMap<>();
  private final Map<Integer, NavigableSet<BatchId>> toCome = new HashMap<>();

  @Override
  public void planned(BatchId batch, Collection<Integer> partitions) {
    for (int partition : partitions) {
      if (batch.compareTo(last.getOrDefault(partition, BatchId.NONE)) > 0) {
        toCome.computeIfAbsent(partition, p -> new TreeSet<>()).add(batch);
      }
    }
  }

  /** All that is in flight is planned again. */
  @Override
  public void workerLost(WorkerId worker) {
    toCome.clear();
  }

  @Override
  public void visible(DurableSink.Publication published) {
    int partition = published.partition();
    BatchId before = last.getOrDefault(partition, BatchId.NONE);
    Fence fence = fences.getOrDefault(partition, published.fence());
    require(
        published.batch().compareTo(before) > 0,
        "%s is visible in partition %d after %s",
        published.batch(),
        partition,
        before);
    require(published.fence().compareTo(fence) >= 0, "%s falls behind %s", published, fence);
    NavigableSet<BatchId> expected = toCome.getOrDefault(partition, new TreeSet<>());
    require(
        expected.headSet(published.batch(), false).isEmpty(),
        "%s is visible in partition %d ahead of %s",
        published.batch(),
        partition,
        expected);
    expected.remove(published.batch());
    last.put(partition, published.batch());
    fences.put(partition, published.fence());
  }
}
