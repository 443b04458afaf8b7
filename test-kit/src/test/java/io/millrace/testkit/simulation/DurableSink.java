package io.millrace.testkit.simulation;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Outlives every worker. A commit publishes output and progress together, if the progress stored is
 * smaller and the fence stored is not larger.
 */
final class DurableSink {
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final Consumer<Publication> published;

  DurableSink(Consumer<Publication> published) {
    this.published = published;
  }

  /** The output of a batch became visible in a partition. */
  record Publication(int partition, BatchId batch, Fence fence, List<byte[]> outputs) {}

  /** The last batch visible, or nothing for an owner whose time is over. */
  Optional<BatchId> open(int partition, Fence fence) {
    Partition opened = partition(partition);
    if (fence.compareTo(opened.fence) < 0) {
      return Optional.empty();
    }
    opened.fence = fence;
    return Optional.of(opened.last);
  }

  /** False for an owner whose time is over. */
  boolean commit(Publication publication) {
    Partition written = partition(publication.partition());
    if (publication.fence().compareTo(written.fence) < 0) {
      return false;
    }
    if (publication.batch().compareTo(written.last) > 0) {
      written.last = publication.batch();
      published.accept(publication);
    }
    return true;
  }

  private Partition partition(int number) {
    return partitions.computeIfAbsent(number, n -> new Partition());
  }

  private static final class Partition {
    private Fence fence = new Fence(0, 0);
    private BatchId last = BatchId.NONE;
  }
}
