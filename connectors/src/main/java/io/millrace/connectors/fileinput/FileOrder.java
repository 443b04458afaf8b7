package io.millrace.connectors.fileinput;

import java.util.Comparator;

/**
 * The place of a file among those of its directory.
 *
 * @param modifiedNanos its modification time when it was first seen, since the epoch
 */
record FileOrder(long modifiedNanos, String name) implements Comparable<FileOrder> {
  /** Before every file. */
  static final FileOrder FIRST = new FileOrder(Long.MIN_VALUE, "");

  private static final Comparator<FileOrder> BY_TIME_AND_NAME =
      Comparator.comparingLong(FileOrder::modifiedNanos).thenComparing(FileOrder::name);

  @Override
  public int compareTo(FileOrder other) {
    return BY_TIME_AND_NAME.compare(this, other);
  }
}
