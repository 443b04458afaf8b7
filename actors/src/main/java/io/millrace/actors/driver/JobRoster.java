package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSummary;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a driver. A job lives, and its actor knows how it is; then it is over, and its last
 * status is on its way here; then its last status is here, as long as it is among the last hundred.
 */
final class JobRoster {
  private static final int ENDED_REMEMBERED = 100;

  private final Map<JobId, Entry> actors = new TreeMap<>(Comparator.comparing(JobId::value));
  private final Map<JobId, Ended> ended = new LinkedHashMap<>();
  private long lastId;

  private static final class Entry {
    private final ActorRef<JobProtocol.Command> actor;
    private final List<ActorRef<DriverProtocol.Answer>> waiting = new ArrayList<>();
    private JobSummary summary;

    Entry(JobSummary summary, ActorRef<JobProtocol.Command> actor) {
      this.summary = summary;
      this.actor = actor;
    }

    boolean isOver() {
      return summary.state().isOver();
    }
  }

  private record Ended(JobSummary summary, JobStatus last) {}

  /** An id that no job had before. */
  JobId nextId() {
    return new JobId(++lastId);
  }

  /** A job begins. */
  void begun(JobId id, String name, ActorRef<JobProtocol.Command> actor, long submittedMillis) {
    JobSummary summary = new JobSummary(id, name, JobState.PREPARING, "", submittedMillis);
    actors.put(id, new Entry(summary, actor));
  }

  /** The job of that name that lives, or null. */
  @Nullable JobId named(String name) {
    for (Entry each : actors.values()) {
      if (each.summary.name().equals(name) && !each.isOver()) {
        return each.summary.job();
      }
    }
    return null;
  }

  /** Who knows of a job that lives, or null. */
  @Nullable ActorRef<JobProtocol.Command> living(JobId id) {
    Entry entry = actors.get(id);
    return entry == null || entry.isOver() ? null : entry.actor;
  }

  /**
   * The job goes on in another state; with the last one it is over, and its name free.
   *
   * @return its actor, or null if that has stopped
   */
  @Nullable ActorRef<JobProtocol.Command> reached(JobId id, JobState state, String failure) {
    Entry entry = actors.get(id);
    if (entry == null) {
      return null;
    }
    entry.summary = inState(entry.summary, state, failure);
    return entry.actor;
  }

  /**
   * How a job ended is known.
   *
   * @return its actor, which nobody needs any more, or null if that has stopped
   */
  @Nullable ActorRef<JobProtocol.Command> concluded(JobStatus last) {
    Entry entry = actors.remove(last.job());
    if (entry == null) {
      return null;
    }
    ended.put(last.job(), new Ended(inState(entry.summary, last.state(), last.failure()), last));
    if (ended.size() > ENDED_REMEMBERED) {
      ended.remove(ended.keySet().iterator().next());
    }
    entry.waiting.forEach(asker -> asker.tell(new DriverProtocol.JobStatusReply(last)));
    return entry.actor;
  }

  /** The job's actor has stopped; if it was not over, it failed by a fault of ours. */
  void stopped(JobId id) {
    Entry entry = actors.get(id);
    if (entry == null) {
      return;
    }
    JobSummary known =
        entry.isOver()
            ? entry.summary
            : inState(
                entry.summary,
                JobState.FAILED,
                "the driver has lost it; the driver's log says why");
    concluded(JobStatus.withoutFigures(id, known.name(), known.state(), known.failure()));
  }

  /** Answers how a job that does not live ended, now or when that is known, or that none is. */
  void tellEnd(JobId id, ActorRef<DriverProtocol.Answer> asker) {
    Ended job = ended.get(id);
    Entry entry = actors.get(id);
    if (job != null) {
      asker.tell(new DriverProtocol.JobStatusReply(job.last));
    } else if (entry != null) {
      entry.waiting.add(asker);
    } else {
      asker.tell(new DriverProtocol.JobUnknown(id));
    }
  }

  /** All jobs that are known, in the order of their ids. */
  List<JobSummary> summaries() {
    Stream<JobSummary> over = ended.values().stream().map(Ended::summary);
    return Stream.concat(over, actors.values().stream().map(entry -> entry.summary))
        .sorted(Comparator.comparing(job -> job.job().value()))
        .toList();
  }

  private static JobSummary inState(JobSummary job, JobState state, String failure) {
    return new JobSummary(job.job(), job.name(), state, failure, job.submittedMillis());
  }
}
