package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.protocol.JobProtocol;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a driver: those that live, those that are over and whose actors still know how, and
 * how the last ones ended.
 */
final class JobRoster {
  private static final int ENDED_REMEMBERED = 100;

  private final Map<JobId, Live> live = new TreeMap<>(Comparator.comparing(JobId::value));
  private final Map<JobId, JobStatus> ended = new LinkedHashMap<>();
  private long lastId;

  private final Set<JobId> over = new HashSet<>();

  private record Live(String name, ActorRef<JobProtocol.Command> actor) {}

  /** An id that no job had before. */
  JobId nextId() {
    return new JobId(++lastId);
  }

  /** The job of that name that is not over, or null. */
  @Nullable JobId named(String name) {
    for (Map.Entry<JobId, Live> each : live.entrySet()) {
      if (each.getValue().name.equals(name) && !over.contains(each.getKey())) {
        return each.getKey();
      }
    }
    return null;
  }

  void begun(JobId id, String name, ActorRef<JobProtocol.Command> actor) {
    live.put(id, new Live(name, actor));
  }

  /** The job's name is free. */
  void over(JobId id) {
    over.add(id);
  }

  /** Nobody needs to be asked any more how the job ended. */
  void concluded(JobStatus last) {
    live.remove(last.job());
    over.remove(last.job());
    ended.put(last.job(), last);
    if (ended.size() > ENDED_REMEMBERED) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** The job's actor has stopped; if it said no last word, it failed by a fault of ours. */
  void stopped(JobId id) {
    Live job = live.get(id);
    if (job != null) {
      String why = "the driver has lost it; the driver's log says why";
      concluded(JobStatus.withoutFigures(id, job.name, JobState.FAILED, why));
    }
  }

  /** Who knows of a job that lives, or null. */
  @Nullable ActorRef<JobProtocol.Command> actor(JobId id) {
    Live job = live.get(id);
    return job == null ? null : job.actor;
  }

  /** How a job ended, or null when it lives or is not known (any more). */
  @Nullable JobStatus ended(JobId id) {
    return ended.get(id);
  }
}
