package io.millrace.peers.work;

import java.util.ArrayList;
import java.util.List;

/** The ids of a block in their order, as runs of ids that follow each other. */
final class IdRuns {
  private final long range;
  private List<Run> runs = new ArrayList<>();
  private int connection;
  private long first;
  private long count;
  private long next;

  /** Ids of one connection, each one more than the last. */
  record Run(int connection, long first, long count) {}

  /**
   * For ids that are counted modulo a range.
   *
   * @param range ids after which they begin again
   */
  IdRuns(long range) {
    this.range = range;
  }

  void add(int itsConnection, long id) {
    if (id != next || itsConnection != connection || count == 0) {
      close();
      connection = itsConnection;
      first = id;
    }
    count++;
    next = id + 1 == range ? 0 : id + 1;
  }

  /** Those of this block; the next ones are of another. */
  List<Run> take() {
    close();
    List<Run> taken = runs;
    runs = new ArrayList<>(1);
    return taken;
  }

  private void close() {
    if (count > 0) {
      runs.add(new Run(connection, first, count));
      count = 0;
    }
  }
}
