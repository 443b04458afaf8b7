package io.millrace.connectors.latency;

import io.millrace.dsl.IdRuns;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.Map;

/**
 * Stitches the ids of blocks together, in order of position, and counts what is missing and what
 * came again.
 *
 * <p>One rule: an id is expected. One at most half the range ahead of it leaves a gap and moves the
 * expectation behind itself; any other is a repeat and moves nothing. A connection starts a
 * sequence of its own, with whatever id it brings. Whole cycles of the range can't be seen by ids.
 */
final class SequenceCheck {
  private record Expected(int connection, long id) {}

  private final Map<StreamId, Expected> expectations = new HashMap<>();
  private long records;
  private long lost;
  private long duplicated;

  void add(IdRuns block) {
    Expected before = expectations.get(block.origin().stream());
    int connection = block.origin().connection();
    long expected =
        before != null && before.connection() == connection
            ? before.id()
            : block.runs().get(0).first();
    for (IdRuns.Run run : block.runs()) {
      expected = next(run, expected, block.idRange());
    }
    expectations.put(block.origin().stream(), new Expected(connection, expected));
  }

  long records() {
    return records;
  }

  long lost() {
    return lost;
  }

  long duplicated() {
    return duplicated;
  }

  /** The id expected behind the run: the rule for all its records at once. */
  private long next(IdRuns.Run run, long expected, long range) {
    records += run.length();
    long ahead = Math.floorMod(run.first() - expected, range);
    if (ahead <= range / 2) {
      lost += ahead;
      return end(run, range);
    }
    long behind = range - ahead;
    duplicated += Math.min(behind, run.length());
    return run.length() > behind ? end(run, range) : expected;
  }

  private static long end(IdRuns.Run run, long range) {
    return (run.first() + run.length() % range) % range;
  }
}
