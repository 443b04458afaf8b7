package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.BatchCounts;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.Distribution;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSummary;
import io.millrace.core.model.LatencySummary;
import io.millrace.protocol.JobProtocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The jobs of a driver: those that live, and how the last ones ended. */
final class JobRoster {
  private static final int ENDED_REMEMBERED = 100;

  private final Map<JobId, Live> live = new TreeMap<>(Comparator.comparing(JobId::value));
  private final Map<JobId, Ended> ended = new LinkedHashMap<>();
  private long lastId;

  private record Live(
      String name, ActorRef<JobProtocol.Command> actor, long submittedMillis, JobState state) {}

  private record Ended(JobStatus last, long submittedMillis) {}

  /** An id that no job had before. */
  JobId nextId() {
    return new JobId(++lastId);
  }

  /** The live job of that name, or null. */
  @Nullable JobId named(String name) {
    for (Map.Entry<JobId, Live> each : live.entrySet()) {
      if (each.getValue().name.equals(name)) {
        return each.getKey();
      }
    }
    return null;
  }

  void begun(JobId id, String name, ActorRef<JobProtocol.Command> actor, long submittedMillis) {
    live.put(id, new Live(name, actor, submittedMillis, JobState.PREPARING));
  }

  /** The job goes on in another state. */
  void reached(JobId id, JobState state) {
    live.computeIfPresent(
        id, (same, job) -> new Live(job.name, job.actor, job.submittedMillis, state));
  }

  /** The job is over; its name is free. */
  void over(JobStatus last) {
    Live job = live.remove(last.job());
    if (job == null) {
      return;
    }
    ended.put(last.job(), new Ended(last, job.submittedMillis));
    if (ended.size() > ENDED_REMEMBERED) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** The job's actor has stopped; if it said no last word, it failed by a fault of ours. */
  void stopped(JobId id) {
    Live job = live.get(id);
    if (job != null) {
      over(lost(id, job.name));
    }
  }

  private static JobStatus lost(JobId id, String name) {
    LatencySummary nothing =
        new LatencySummary(0, 0, 0, Distribution.EMPTY, Distribution.EMPTY, Map.of(), 0, 0, 0);
    return new JobStatus(
        id,
        name,
        JobState.FAILED,
        "the driver has lost it; the driver's log says why",
        0,
        List.of(),
        List.of(),
        nothing,
        nothing,
        new BatchCounts(0, 0, 0, 0, 0),
        -1,
        0,
        0,
        false,
        0,
        0,
        0,
        0,
        Map.of(),
        CacheUse.NONE,
        Distribution.EMPTY,
        List.of());
  }

  /** Who knows of a job that lives, or null. */
  @Nullable ActorRef<JobProtocol.Command> actor(JobId id) {
    Live job = live.get(id);
    return job == null ? null : job.actor;
  }

  /** How a job ended, or null when it lives or is not known (any more). */
  @Nullable JobStatus ended(JobId id) {
    Ended job = ended.get(id);
    return job == null ? null : job.last;
  }

  /** All jobs that are known, in the order of their ids. */
  List<JobSummary> summaries() {
    List<JobSummary> all = new ArrayList<>();
    ended.forEach(
        (id, job) ->
            all.add(
                new JobSummary(
                    id,
                    job.last.name(),
                    job.last.state(),
                    job.last.failure(),
                    job.submittedMillis)));
    live.forEach(
        (id, job) -> all.add(new JobSummary(id, job.name, job.state, "", job.submittedMillis)));
    all.sort(Comparator.comparing(job -> job.job().value()));
    return all;
  }
}
