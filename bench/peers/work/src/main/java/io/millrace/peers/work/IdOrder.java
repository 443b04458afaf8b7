package io.millrace.peers.work;

import io.millrace.peers.work.IdRuns.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the ids of each connection follow each other from 0 on. Blocks may be handed in by any
 * thread and out of order: each has the number it has in its source, and waits for those before it.
 */
final class IdOrder {
  private final long range;
  private final Map<Integer, Source> sources = new HashMap<>();
  private final Map<Integer, Long> expected = new HashMap<>();
  private long lost;
  private long duplicated;

  /** The blocks of a source that wait for an earlier one. */
  private static final class Source {
    private final Map<Long, List<Run>> waiting = new HashMap<>();
    private long next;
  }

  IdOrder(long range) {
    this.range = range;
  }

  /**
   * Takes the ids of a block.
   *
   * @param number of the block in its source, counted from 0 without a gap
   */
  synchronized void add(int source, long number, List<Run> runs) {
    Source of = sources.computeIfAbsent(source, any -> new Source());
    of.waiting.put(number, runs);
    for (List<Run> ready = of.waiting.remove(of.next);
        ready != null;
        ready = of.waiting.remove(of.next)) {
      ready.forEach(this::check);
      of.next++;
    }
  }

  private void check(Run run) {
    long want = expected.getOrDefault(run.connection(), 0L);
    long ahead = Math.floorMod(run.first() - want, range);
    long behind = ahead == 0 ? 0 : range - ahead;
    if (ahead <= range / 2) {
      lost += ahead;
    } else {
      duplicated += Math.min(run.count(), behind);
    }
    if (ahead <= range / 2 || run.count() > behind) {
      expected.put(run.connection(), (run.first() + run.count()) % range);
    }
  }

  /** Ids that were passed over so far. */
  synchronized long lost() {
    return lost;
  }

  /** Ids that came again so far. */
  synchronized long duplicated() {
    return duplicated;
  }
}
