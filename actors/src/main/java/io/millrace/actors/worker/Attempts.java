package io.millrace.actors.worker;

import io.millrace.core.model.JobId;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskOutcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The attempts that are under way on a worker, and how the last ones ended. */
final class Attempts {
  /** Those of the last dozens of dispatches, in case a report is asked for again. */
  private static final int OUTCOMES_REMEMBERED = 512;

  private final Map<Long, Attempt> byToken = new HashMap<>();
  private final Map<Attempt.Id, Attempt> byId = new HashMap<>();
  private final Map<Attempt.Id, TaskOutcome> ended = new LinkedHashMap<>();

  void begin(Attempt attempt) {
    byToken.put(attempt.token(), attempt);
    byId.put(attempt.id(), attempt);
  }

  /** The attempt, or null when it is not under way any more. */
  @Nullable Attempt find(long token) {
    return byToken.get(token);
  }

  boolean isUnderWay(Attempt.Id id) {
    return byId.containsKey(id);
  }

  /** How it ended, or null when that is not known (any more). */
  @Nullable TaskOutcome outcome(Attempt.Id id) {
    return ended.get(id);
  }

  void end(Attempt attempt, TaskOutcome outcome) {
    remove(attempt);
    ended.put(attempt.id(), outcome);
    if (ended.size() > OUTCOMES_REMEMBERED) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** Attempts for the batch under older plan versions, which are under way no more. */
  List<Attempt> cancelOlder(StageRun run) {
    return cancel(
        attempt -> {
          StageRun other = attempt.dispatch().run();
          return other.job().equals(run.job())
              && other.batch().equals(run.batch())
              && other.planVersion() < run.planVersion();
        });
  }

  /** Attempts of the job, which are under way no more; how others of it ended is forgotten. */
  List<Attempt> cancel(JobId job) {
    ended.keySet().removeIf(id -> id.run().job().equals(job));
    return cancel(attempt -> attempt.dispatch().run().job().equals(job));
  }

  private List<Attempt> cancel(Predicate<Attempt> which) {
    List<Attempt> cancelled = byToken.values().stream().filter(which).toList();
    cancelled.forEach(this::remove);
    cancelled.forEach(Attempt::cancel);
    return cancelled;
  }

  private void remove(Attempt attempt) {
    byToken.remove(attempt.token());
    byId.remove(attempt.id());
  }
}
