package io.millrace.core.model;

/** Grows with every driver; a worker refuses messages of an older one. */
public record DriverEpoch(long value) implements Comparable<DriverEpoch> {
  @Override
  public int compareTo(DriverEpoch other) {
    return Long.compare(value, other.value);
  }
}
