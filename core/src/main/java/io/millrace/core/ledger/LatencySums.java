package io.millrace.core.ledger;

import io.millrace.core.model.LatencySummary;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The books of the latency ledger.
 *
 * <p>The whole, generated to processed, is what the tasks measured over every record. The parts are
 * means of the engine's stamps, weighted by records. With n records of a block, sums running over
 * them, and {@code left} the mean moment at which they left their last operator:
 *
 * <pre>
 * receive   received - generated      two sums that the task made from the block's read marks
 * block     sealed - received
 * store     n x (stored - sealed)
 * batch     n x (batched - stored)
 * schedule  n x (scheduled - batched)
 * process   n x (left - scheduled)    by the engine's own measurement
 * commit    n x (committed - left)
 * </pre>
 *
 * <p>Where no shuffle follows, {@code left} is the mean of the task's own measurement: a record has
 * left when it has been through all branches of its stage, and it is committed when the last of the
 * sink partitions of its stream is. Behind shuffles branches part and streams mix, so that single
 * records can't be told: there a record has left when the last task of its batch has, of whatever
 * branch, and it is committed with the last partition of the batch. The whole as the stage that
 * read it measured it is carried on by the same span for all records of a task, and process grows
 * by it.
 *
 * <p>The whole and the parts share no stamp but the first and are taken by different clock reads,
 * so their difference, {@code unaccounted}, proves the books. Records that carry no time of
 * generation have no independent whole: theirs begins when they are received, {@code receive} is 0,
 * and the whole is the sum of its parts.
 */
public final class LatencySums {
  private static final long SECOND = 1_000_000_000;

  private final MeasuredSpan span;
  private final Function<StreamId, Set<Integer>> shownIn;
  private final HalfMeans halves;
  private final Sums measured = new Sums();
  private long lastElapsed;

  private Sums second = new Sums();
  private long secondNumber = Long.MIN_VALUE;
  private LatencySummary live = new Sums().summary(0, 0, 0);

  /**
   * @param span its {@link MeasuredSpan#begin} is called by whoever cuts batches
   * @param shownIn the sink partitions that show a stream's records when all of them are visible;
   *     none where they go through a shuffle
   */
  public LatencySums(MeasuredSpan span, Function<StreamId, Set<Integer>> shownIn) {
    this.span = span;
    this.shownIn = shownIn;
    this.halves = new HalfMeans(span.plannedNanos());
  }

  /**
   * Takes a batch into the books.
   *
   * @throws IllegalArgumentException if a task read a block that has no time of storing
   */
  public void add(CommittedBatch batch) {
    turnTo(batch.deadlineNanos() / SECOND);
    List<TaskTimes> tasks =
        batch.tasks().stream().map(task -> new TaskTimes(batch, task, shownIn)).toList();
    second.add(batch.bytes(), tasks);
    if (span.covers(batch.deadlineNanos())) {
      addMeasured(batch, tasks);
    }
  }

  private void addMeasured(CommittedBatch batch, List<TaskTimes> tasks) {
    double sumBefore = measured.latencySum();
    long countBefore = measured.latencyCount();
    measured.add(batch.bytes(), tasks);
    long elapsed = span.elapsed(batch.deadlineNanos());
    halves.add(elapsed, measured.latencySum() - sumBefore, measured.latencyCount() - countBefore);
    lastElapsed = Math.max(lastElapsed, elapsed);
  }

  /**
   * All batches after the warm-up; seconds run from its end to the deadline of the last of them.
   */
  public LatencySummary measured() {
    return measured.summary(
        lastElapsed / (double) SECOND, halves.first() / 1e3, halves.second() / 1e3);
  }

  /**
   * The last whole second of deadlines, warm-up included. A second is closed when a batch of a
   * later one is committed, or a second later.
   *
   * @param nowNanos nanoseconds since the epoch on the driver's clock
   */
  public LatencySummary live(long nowNanos) {
    turnTo(nowNanos / SECOND - 1);
    return live;
  }

  private void turnTo(long number) {
    if (number <= secondNumber) {
      return;
    }
    live = (number == secondNumber + 1 ? second : new Sums()).summary(1, 0, 0);
    second = new Sums();
    secondNumber = number;
  }
}
