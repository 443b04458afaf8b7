package io.millrace.bench.versus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.yardstick.YardstickJson;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.process.ProcessFailure;
import io.millrace.launcher.run.DurationText;
import io.millrace.launcher.run.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Tries intervals of a peer in short runs, and keeps what came of each. */
final class IntervalSearch {
  private final ArrayNode attempts = JsonNodeFactory.instance.arrayNode();
  private final List<String> lines = new ArrayList<>();
  private final Function<Duration, YardstickRun> peer;

  /**
   * A search.
   *
   * @param peer is run at an interval
   */
  IntervalSearch(Function<Duration, YardstickRun> peer) {
    this.peer = peer;
  }

  /**
   * Goes down, or up, the ladder.
   *
   * @throws ProcessFailure when the peer is stable at no interval
   */
  Duration search(IntervalLadder ladder, Screen screen) {
    Optional<Duration> next = ladder.next();
    while (next.isPresent()) {
      Duration interval = next.get();
      screen.live("trying batches of " + DurationText.of(interval));
      YardstickRun run = peer.apply(interval);
      keep(interval, run);
      ladder.tried(run.stable(), run.figures().latency().p50());
      next = ladder.next();
    }
    return ladder
        .best()
        .orElseThrow(
            () -> new ProcessFailure("no interval was found at which it is stable: " + lines));
  }

  private void keep(Duration interval, YardstickRun run) {
    ObjectNode attempt = attempts.addObject();
    attempt.put("intervalMillis", interval.toMillis());
    attempt.setAll(YardstickJson.of(run));
    String objection = run.objection();
    attempt.put("objection", objection);
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s",
            DurationText.of(interval),
            objection != null
                ? "not stable, " + objection
                : String.format(
                    Locale.ROOT, "stable, p50 %.1f ms", run.figures().latency().p50() / 1e3)));
  }

  /** What was tried, for programs. */
  ArrayNode json() {
    return attempts;
  }

  /** What was tried, for a person, a line each. */
  List<String> lines() {
    return lines;
  }
}
