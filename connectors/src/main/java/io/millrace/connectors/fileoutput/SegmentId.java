package io.millrace.connectors.fileoutput;

import java.util.Comparator;

/**
 * A file of a partition's data. Each owner of the partition numbers its own from 1, so that no two
 * owners ever write to one file.
 *
 * @param owner counts the owners from 1
 */
record SegmentId(int owner, int number) implements Comparable<SegmentId> {
  /** Before every segment. */
  static final SegmentId NONE = new SegmentId(0, 0);

  private static final Comparator<SegmentId> IN_ORDER =
      Comparator.comparingInt(SegmentId::owner).thenComparingInt(SegmentId::number);

  /** The segment which an owner writes behind this one. */
  SegmentId nextOf(int writer) {
    return new SegmentId(writer, owner == writer ? number + 1 : 1);
  }

  @Override
  public int compareTo(SegmentId other) {
    return IN_ORDER.compare(this, other);
  }
}
