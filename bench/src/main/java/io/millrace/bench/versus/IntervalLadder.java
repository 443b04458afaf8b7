package io.millrace.bench.versus;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which batch interval of a peer to try next, and which is its best: the one with the
 * lowest median latency of those at which it was stable. From a rung in the middle it goes down as
 * long as the peer is stable, and ends at the first interval at which it is not; where that is the
 * very first, it goes up instead, until the peer is stable.
 */
final class IntervalLadder {
  private static final List<Duration> RUNGS =
      Stream.of(5, 10, 20, 50, 100, 200, 500, 1000, 2000).map(Duration::ofMillis).toList();

  private final Map<Duration, Attempt> attempts = new LinkedHashMap<>();
  private int rung;
  private boolean isOver;

  /** How the peer did at an interval. */
  private record Attempt(Duration interval, boolean stable, double p50Micros) {}

  /**
   * A ladder that begins at one of its rungs.
   *
   * @throws IllegalArgumentException when it has no such rung
   */
  IntervalLadder(Duration start) {
    rung = RUNGS.indexOf(start);
    if (rung < 0) {
      throw new IllegalArgumentException(start + " is none of " + RUNGS);
    }
  }

  /** What to try; empty when the search is over. */
  Optional<Duration> next() {
    return isOver ? Optional.empty() : Optional.of(RUNGS.get(rung));
  }

  /** Hears how the peer did at the interval that was to be tried. */
  void tried(boolean stable, double p50Micros) {
    boolean isGoingUp = !attempts.isEmpty() && best().isEmpty();
    Duration interval = RUNGS.get(rung);
    attempts.put(interval, new Attempt(interval, stable, p50Micros));
    boolean goesUp = !stable && (attempts.size() == 1 || isGoingUp);
    boolean goesDown = stable && !isGoingUp;
    rung += goesUp ? 1 : -1;
    isOver = !(goesUp || goesDown) || rung < 0 || rung == RUNGS.size();
  }

  /** The best interval so far; empty where it was stable at none. */
  Optional<Duration> best() {
    return attempts.values().stream()
        .filter(Attempt::stable)
        .min(Comparator.comparingDouble(Attempt::p50Micros))
        .map(Attempt::interval);
  }
}
