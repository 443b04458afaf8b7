package io.millrace.bench.floor;

/**
 * Whether the ids of a connection follow each other, by the rule of the latency sink: one that is
 * at most half the range ahead of the expected one leaves a gap, any other is a repeat.
 */
final class IdCheck {
  private static final long NONE = -1;

  private long expected = NONE;
  private long lost;
  private long duplicated;

  void add(long id, long range) {
    if (id != expected) {
      addOutOfOrder(id, range);
    }
    if (id == expected) {
      expected = id + 1; // the range itself means 0, which is found out of order and has no gap
    }
  }

  /** Moves the expectation to the id, unless it is a repeat. */
  private void addOutOfOrder(long id, long range) {
    long ahead = expected == NONE ? 0 : Math.floorMod(id - expected, range);
    if (ahead <= range / 2) {
      lost += ahead;
      expected = id;
    } else {
      duplicated++;
    }
  }

  long lost() {
    return lost;
  }

  long duplicated() {
    return duplicated;
  }
}
