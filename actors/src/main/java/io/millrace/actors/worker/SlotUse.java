package io.millrace.actors.worker;

import io.millrace.core.model.JobId;
import java.util.HashMap;
import java.util.Map;

/**
 * How many attempts of each job the slots have, those that were given up included; confined to the
 * {@link Executor}.
 */
final class SlotUse {
  private final Map<JobId, Integer> attempts = new HashMap<>();
  private final Map<JobId, Runnable> waiting = new HashMap<>();

  /** An attempt goes to the slots. */
  void begins(JobId job) {
    attempts.merge(job, 1, Integer::sum);
  }

  /** A slot is done with an attempt. */
  void ends(JobId job) {
    if (attempts.merge(job, -1, Integer::sum) == 0) {
      attempts.remove(job);
      Runnable then = waiting.remove(job);
      if (then != null) {
        then.run();
      }
    }
  }

  /** Calls back once, as soon as the slots have none of the job. */
  void whenNone(JobId job, Runnable then) {
    if (attempts.containsKey(job)) {
      waiting.put(job, then);
    } else {
      then.run();
    }
  }
}
