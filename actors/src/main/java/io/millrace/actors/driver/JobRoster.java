package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSummary;
import io.millrace.protocol.JobProtocol;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a driver: those that live, those that are over and whose actors still know how, and
 * how the last ones ended.
 */
final class JobRoster {
  private static final int ENDED_REMEMBERED = 100;

  private final Map<JobId, Live> live = new TreeMap<>(Comparator.comparing(JobId::value));
  private final Map<JobId, Ended> ended = new LinkedHashMap<>();
  private long lastId;

  private record Live(JobSummary summary, ActorRef<JobProtocol.Command> actor) {}

  private record Ended(JobSummary summary, JobStatus last) {}

  /** An id that no job had before. */
  JobId nextId() {
    return new JobId(++lastId);
  }

  /** The job of that name that is not over, or null. */
  @Nullable JobId named(String name) {
    for (Live each : live.values()) {
      if (each.summary.name().equals(name) && !each.summary.state().isOver()) {
        return each.summary.job();
      }
    }
    return null;
  }

  void begun(JobId id, String name, ActorRef<JobProtocol.Command> actor, long submittedMillis) {
    live.put(
        id, new Live(new JobSummary(id, name, JobState.PREPARING, "", submittedMillis), actor));
  }

  /** The job goes on in another state; with the last one its name is free. */
  void reached(JobId id, JobState state, String failure) {
    live.computeIfPresent(
        id, (same, job) -> new Live(inState(job.summary, state, failure), job.actor));
  }

  /** Nobody needs to be asked any more how the job ended. */
  void concluded(JobStatus last) {
    Live job = live.remove(last.job());
    if (job == null) {
      return; // twice
    }
    JobSummary summary = inState(job.summary, last.state(), last.failure());
    ended.put(last.job(), new Ended(summary, last));
    if (ended.size() > ENDED_REMEMBERED) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  private static JobSummary inState(JobSummary job, JobState state, String failure) {
    return new JobSummary(job.job(), job.name(), state, failure, job.submittedMillis());
  }

  /** The job's actor has stopped; if it said no last word, it failed by a fault of ours. */
  void stopped(JobId id) {
    Live job = live.get(id);
    if (job != null) {
      String why = "the driver has lost it; the driver's log says why";
      concluded(JobStatus.withoutFigures(id, job.summary.name(), JobState.FAILED, why));
    }
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
    Stream<JobSummary> over = ended.values().stream().map(Ended::summary);
    return Stream.concat(over, live.values().stream().map(Live::summary))
        .sorted(Comparator.comparing(job -> job.job().value()))
        .toList();
  }
}
