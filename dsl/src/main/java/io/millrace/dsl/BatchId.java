package io.millrace.dsl;

/** The number of a batch: batch b of a job ends at {@code origin + (b + 1) x interval}. */
public record BatchId(long value) implements Comparable<BatchId> {
  /** Stands for "no batch": smaller than every batch. */
  public static final BatchId NONE = new BatchId(-1);

  public BatchId next() {
    return new BatchId(value + 1);
  }

  @Override
  public int compareTo(BatchId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "batch " + value;
  }
}
