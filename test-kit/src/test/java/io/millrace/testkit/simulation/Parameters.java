package io.millrace.testkit.simulation;

import io.millrace.core.batch.CutPolicy;
import io.millrace.core.model.BatchGrid;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one run is like. Times in nanoseconds, shares between 0 and 1.
 *
 * @param streamsEnd when the last source may end
 * @param maxClockSkew how far the clock of a worker may be from the driver's, either way
 * @param laneLoss share of frames and acknowledgements that the network drops
 * @param controlLoss share of all other messages between nodes that it drops
 * @param duplicates share of messages that come twice
 * @param lateReports share of reports that a worker sends long after the grace
 * @param taskFailures share of tasks that fail, though never as often as would fail the job
 * @param longestTask how long a task may take
 * @param crashes workers that die and forget everything
 * @param pauses workers that stand still for a while and go on, lost or not
 * @param joins workers that come later
 * @param group how leases are, or null where the driver cuts each batch
 */
record Parameters(
    long seed,
    int workers,
    SimulatedJob job,
    CutPolicy policy,
    long streamsEnd,
    long maxClockSkew,
    int blockBytes,
    long taskBytes,
    int chunkBytes,
    long windowBytes,
    int maxAttempts,
    double laneLoss,
    double controlLoss,
    double duplicates,
    double lateReports,
    double taskFailures,
    long longestTask,
    long workerTimeout,
    int crashes,
    int pauses,
    int joins,
    @Nullable Group group) {
  static final long MILLI = 1_000_000;

  /** What may not have arrived is told again at this pace. */
  static final long REMIND = 100 * MILLI;

  /** Everything is slow and comes twice or late, but nobody dies. */
  static Parameters withoutLosses(long seed) {
    return draw(seed, false);
  }

  /**
   * @param leaseBatches how far a worker may cut ahead of the slowest
   * @param cadence how long a worker collects what it tells
   */
  record Group(long leaseBatches, long cadence) {}

  /** The same with workers that cut and run under leases. */
  Parameters inGroups() {
    SplittableRandom more = new SplittableRandom(seed + 1);
    Group leases = new Group(more.nextLong(2, 30), more.nextLong(1, 40) * MILLI);
    return new Parameters(
        seed,
        workers,
        job,
        policy,
        streamsEnd,
        maxClockSkew,
        blockBytes,
        taskBytes,
        chunkBytes,
        windowBytes,
        maxAttempts,
        laneLoss,
        controlLoss,
        duplicates,
        lateReports,
        taskFailures,
        longestTask,
        workerTimeout,
        crashes,
        pauses,
        joins,
        leases);
  }

  /** How long a worker collects what it tells under a lease. */
  long cadence() {
    return group == null ? 0 : group.cadence();
  }

  /** Workers crash, freeze, come back as zombies and join. */
  static Parameters withLosses(long seed) {
    return draw(seed, true);
  }

  private static Parameters draw(long seed, boolean losses) {
    SplittableRandom random = new SplittableRandom(seed);
    int workers = random.nextInt(losses ? 2 : 1, 4);
    return new Parameters(
        seed,
        workers,
        job(random),
        policy(random),
        random.nextLong(60, 250) * MILLI,
        random.nextLong(MILLI),
        random.nextInt(60, 400),
        random.nextLong(100, 2_000),
        random.nextInt(40, 200),
        random.nextLong(200, 3_000),
        random.nextInt(2, 4),
        random.nextDouble(0.2),
        random.nextBoolean() ? random.nextDouble(0.1) : 0,
        random.nextDouble(0.2),
        random.nextDouble(0.1),
        random.nextDouble(0.1),
        random.nextLong(1, 25) * MILLI,
        30 * MILLI,
        losses ? random.nextInt(workers) : 0,
        random.nextInt(3),
        losses ? random.nextInt(3) : 0,
        null);
  }

  private static SimulatedJob job(SplittableRandom random) {
    boolean branches = random.nextBoolean();
    int streams = random.nextInt(branches ? 2 : 1, 5);
    return new SimulatedJob(branches, streams, random.nextInt(1, 4), random.nextInt(1, 5));
  }

  private static CutPolicy policy(SplittableRandom random) {
    BatchGrid grid = new BatchGrid(0, 10 * MILLI, random.nextBoolean() ? 2 * MILLI : 5 * MILLI);
    return new CutPolicy(
        grid,
        random.nextLong(1, 6) * MILLI,
        random.nextInt(1, 5),
        random.nextBoolean() ? random.nextLong(100, 1_000) : 1 << 20);
  }

  /** Whether a worker may be given up; a pause alone never lasts that long. */
  boolean losses() {
    return crashes + joins > 0 || pauses > 0 && workers > 1;
  }

  /** What a person types to see the run again. */
  String replay() {
    return "mvn -pl test-kit -am test -Dtest=SimulationTest -Dseed=" + seed;
  }
}
