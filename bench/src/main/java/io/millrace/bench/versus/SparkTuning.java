package io.millrace.bench.versus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spark at an interval that was given, or at its best one. */
public final class SparkTuning implements Tuning {
  private static final Duration SHORT_WARM_UP = Duration.ofSeconds(12);
  private static final Duration SHORT_RUN = Duration.ofSeconds(10);

  private final SparkReceiver receiver;
  private final @Nullable Duration interval;

  /**
   * A tuning.
   *
   * @param interval of its batches, whole milliseconds; null: to be searched for
   */
  public SparkTuning(SparkReceiver receiver, @Nullable Duration interval) {
    this.receiver = receiver;
    this.interval = interval;
  }

  @Override
  public PeerSetup tune(RunPlan plan, PeerRuns peer, Screen screen) {
    if (interval != null) {
      return setup(plan, interval, json(interval), List.of());
    }
    IntervalSearch search =
        new IntervalSearch(
            tried -> {
              RunPlan brief = at(plan, tried, SHORT_WARM_UP, SHORT_RUN);
              return peer.measure(brief, settings(tried));
            });
    Duration best = search.search(new IntervalLadder(receiver.firstTried()), screen);
    ObjectNode json = json(best);
    json.set("intervalSearch", search.json());
    return setup(plan, best, json, search.lines());
  }

  private PeerSetup setup(RunPlan plan, Duration at, ObjectNode json, List<String> lines) {
    return new PeerSetup(at(plan, at, plan.warmUp(), plan.measured()), settings(at), json, lines);
  }

  private ObjectNode json(Duration at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("receiver", receiver.word())
        .put("intervalMillis", at.toMillis())
        .put("blockMillis", receiver.block(at).toMillis());
  }

  private Map<String, String> settings(Duration at) {
    return Map.of(
        "receiver", receiver.word(),
        "interval", at.toString(),
        "block", receiver.block(at).toString());
  }

  private static RunPlan at(RunPlan plan, Duration batch, Duration warmUp, Duration measured) {
    return new RunPlan(
        warmUp,
        measured,
        plan.rateMb(),
        plan.recordBytes(),
        plan.receivers(),
        batch,
        batch,
        plan.consumers(),
        plan.sources(),
        plan.workers());
  }
}
