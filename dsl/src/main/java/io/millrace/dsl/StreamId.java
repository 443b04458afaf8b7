package io.millrace.dsl;

/**
 * One ordered sequence of bytes that a job reads: one socket source through all its reconnects, one
 * file. The streams of a job are numbered from 0, in the order of its sources and of the splits of
 * each.
 */
public record StreamId(int value) implements Comparable<StreamId> {
  @Override
  public int compareTo(StreamId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "stream " + value;
  }
}
