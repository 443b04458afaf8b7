package io.millrace.core.ledger;

import java.util.Arrays;

/**
 * Means of the first and the second half of a span whose end is not known beforehand: sums are kept
 * in slices of time, which double their width when there are too many, so memory is bounded. The
 * middle is exact to a slice, and exact where the span is as long as planned.
 */
final class HalfMeans {
  private static final int SLICES = 2000;
  private static final long DEFAULT_WIDTH = 100_000_000;

  private final long plannedNanos;
  private final double[] sums = new double[SLICES];
  private final long[] counts = new long[SLICES];
  private long width;
  private long lastElapsed;

  /**
   * @param plannedNanos length of the span, {@link Long#MAX_VALUE} if it has no end
   */
  HalfMeans(long plannedNanos) {
    this.plannedNanos = plannedNanos;
    this.width =
        plannedNanos == Long.MAX_VALUE ? DEFAULT_WIDTH : Math.max(1, ceil(plannedNanos, SLICES));
  }

  void add(long elapsedNanos, double sum, long count) {
    while (slice(elapsedNanos) >= SLICES) {
      widen();
    }
    sums[slice(elapsedNanos)] += sum;
    counts[slice(elapsedNanos)] += count;
    lastElapsed = Math.max(lastElapsed, elapsedNanos);
  }

  double first() {
    return mean(0, middle());
  }

  double second() {
    return mean(middle(), SLICES);
  }

  /** The first slice of the second half: a run that ended early is halved where it was. */
  private int middle() {
    return (int) ceil(Math.min(plannedNanos, lastElapsed) / 2, width);
  }

  private double mean(int from, int to) {
    double sum = Arrays.stream(sums, from, to).sum();
    long count = Arrays.stream(counts, from, to).sum();
    return count == 0 ? 0 : sum / count;
  }

  /** Slice k holds what ended after k and not after k + 1 widths. */
  private int slice(long elapsedNanos) {
    long slice = ceil(Math.max(1, elapsedNanos), width) - 1;
    return (int) Math.min(slice, SLICES);
  }

  private void widen() {
    for (int i = 0; i < SLICES / 2; i++) {
      sums[i] = sums[2 * i] + sums[2 * i + 1];
      counts[i] = counts[2 * i] + counts[2 * i + 1];
    }
    Arrays.fill(sums, SLICES / 2, SLICES, 0);
    Arrays.fill(counts, SLICES / 2, SLICES, 0);
    width *= 2;
  }

  private static long ceil(long dividend, long divisor) {
    return Math.floorDiv(dividend + divisor - 1, divisor);
  }
}
