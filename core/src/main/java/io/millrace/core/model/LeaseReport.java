package io.millrace.core.model;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker did under a lease since its report before. Reports are numbered and told again
 * until they were heard, so that none is missed.
 *
 * @param sequence from 0
 * @param blocks of its streams, stored
 * @param cuts in the order of the batches, none left out
 * @param done batches of which it has run all it has to run
 * @param cache what its tasks used of it
 * @param end of the lease on this worker, or null while it goes on
 */
public record LeaseReport(
    long planVersion,
    long sequence,
    List<StoredBlock> blocks,
    List<LeasedCut> cuts,
    List<LeasedBatch> done,
    List<SinkCommit> commits,
    List<FailedBatch> failures,
    CacheUse cache,
    @Nullable End end) {
  public LeaseReport {
    blocks = List.copyOf(blocks);
    cuts = List.copyOf(cuts);
    done = List.copyOf(done);
    commits = List.copyOf(commits);
    failures = List.copyOf(failures);
  }

  /** The only report of a lease that has not begun on the worker. */
  public static LeaseReport ofNothing(long planVersion) {
    return new LeaseReport(
        planVersion,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        CacheUse.NONE,
        new End(Map.of()));
  }

  /**
   * A block and when it was stored.
   *
   * @param storedNanos nanoseconds since the epoch on the driver's clock
   */
  public record StoredBlock(BlockMeta meta, long storedNanos) {}

  /**
   * A task of the batch has failed for good.
   *
   * @param times how many of its attempts failed
   */
  public record FailedBatch(BatchId batch, TaskFailure last, int times) {}

  /**
   * The worker cuts no more.
   *
   * @param seen how far batches that others cut went in streams which this worker does not read
   */
  public record End(Map<StreamId, Long> seen) {
    public End {
      seen = Map.copyOf(seen);
    }
  }
}
