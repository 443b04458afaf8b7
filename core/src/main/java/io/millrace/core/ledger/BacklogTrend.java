package io.millrace.core.ledger;

import java.util.Arrays;

/**
 * Whether the bytes received and not yet committed pile up. One sample a batch, from the end of the
 * warm-up to the last record: what comes after it is a source that has gone, and no backlog at all.
 *
 * <p>The backlog grows if the medians of the second, third and fourth quarter of the samples rise,
 * and from the second to the fourth by more than half and by more than one interval brings in. The
 * first quarter is left out, because a run is still settling there. Medians, because a pause of the
 * garbage collector is a spike and no trend; two steps up, because noise alone seldom makes them;
 * and an interval, because around nothing a half is nothing. A backlog that rises evenly from
 * nothing more than doubles between those medians.
 *
 * <p>When there are too many samples every second one is dropped and from then on every second one
 * kept, so that they stay spread over the whole run.
 */
public final class BacklogTrend {
  private static final int MOST_SAMPLES = 4096;
  private static final int LEAST_SAMPLES = 16;
  private static final double GROWTH = 1.5;

  private final MeasuredSpan span;
  private final long[] samples = new long[MOST_SAMPLES];
  private int size;
  private int sizeAtLastRecord;
  private long stride = 1;
  private long seen;
  private long seenAtLastRecord;
  private long broughtBytes;

  public BacklogTrend(MeasuredSpan span) {
    this.span = span;
  }

  /**
   * A deadline has passed; told of each, in order.
   *
   * @param backlogBytes received and not yet committed
   * @param batchBytes what the interval brought
   */
  public void sample(long deadlineNanos, long backlogBytes, long batchBytes) {
    if (!span.covers(deadlineNanos)) {
      return;
    }
    broughtBytes += batchBytes;
    if (seen % stride == 0) {
      keep(backlogBytes);
    }
    seen++;
    if (batchBytes > 0 || backlogBytes > 0) {
      sizeAtLastRecord = size;
      seenAtLastRecord = seen;
    }
  }

  /** False while there is too little to tell. */
  public boolean growing() {
    if (sizeAtLastRecord < LEAST_SAMPLES) {
      return false;
    }
    double intervalBytes = (double) broughtBytes / seenAtLastRecord;
    double second = median(1);
    double third = median(2);
    double fourth = median(3);
    return second < third
        && third < fourth
        && fourth > GROWTH * second
        && fourth > second + intervalBytes;
  }

  private void keep(long backlogBytes) {
    samples[size++] = backlogBytes;
    if (size == MOST_SAMPLES) {
      for (int i = 0; i < MOST_SAMPLES / 2; i++) {
        samples[i] = samples[2 * i];
      }
      size = MOST_SAMPLES / 2;
      sizeAtLastRecord /= 2;
      stride *= 2;
    }
  }

  private double median(int quarter) {
    int from = quarter * sizeAtLastRecord / 4;
    long[] part = Arrays.copyOfRange(samples, from, (quarter + 1) * sizeAtLastRecord / 4);
    Arrays.sort(part);
    return (part[(part.length - 1) / 2] + part[part.length / 2]) / 2.0;
  }
}
