package io.millrace.dsl;

/**
 * One ordered sequence of bytes that a job reads: one socket source through all its reconnects, one
 * file. Streams of a job are numbered from 0 in the order of the source's splits.
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
