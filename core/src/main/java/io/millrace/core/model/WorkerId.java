package io.millrace.core.model;

/** One life of one worker process: a restarted worker has a new id. */
public record WorkerId(String value) implements Comparable<WorkerId> {
  @Override
  public int compareTo(WorkerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
