package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a driver. A job lives, and its actor knows how it is; then it is over, and its last
 * status is on its way here; then its last status is here, as long as it is among the last hundred.
 */
final class JobRoster {
  private static final int ENDED_REMEMBERED = 100;

  private final Map<JobId, Entry> actors = new TreeMap<>(Comparator.comparing(JobId::value));
  private final Map<JobId, JobStatus> ended = new LinkedHashMap<>();
  private long lastId;

  private static final class Entry {
    private final String name;
    private final ActorRef<JobProtocol.Command> actor;
    private final List<ActorRef<DriverProtocol.Answer>> waiting = new ArrayList<>();
    private boolean over;

    Entry(String name, ActorRef<JobProtocol.Command> actor) {
      this.name = name;
      this.actor = actor;
    }
  }

  /** An id that no job had before. */
  JobId nextId() {
    return new JobId(++lastId);
  }

  /** A job begins. */
  void begun(JobId id, String name, ActorRef<JobProtocol.Command> actor) {
    actors.put(id, new Entry(name, actor));
  }

  /** The job of that name that lives, or null. */
  @Nullable JobId named(String name) {
    for (Map.Entry<JobId, Entry> each : actors.entrySet()) {
      if (each.getValue().name.equals(name) && !each.getValue().over) {
        return each.getKey();
      }
    }
    return null;
  }

  /** Who knows of a job that lives, or null. */
  @Nullable ActorRef<JobProtocol.Command> living(JobId id) {
    Entry entry = actors.get(id);
    return entry == null || entry.over ? null : entry.actor;
  }

  /**
   * The job is over, and its name free.
   *
   * @return its actor, which is to be asked how it ended, or null if that has stopped
   */
  @Nullable ActorRef<JobProtocol.Command> over(JobId id) {
    Entry entry = actors.get(id);
    if (entry == null) {
      return null;
    }
    entry.over = true;
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
    ended.put(last.job(), last);
    if (ended.size() > ENDED_REMEMBERED) {
      ended.remove(ended.keySet().iterator().next());
    }
    entry.waiting.forEach(asker -> asker.tell(new DriverProtocol.JobStatusReply(last)));
    return entry.actor;
  }

  /** The job's actor has stopped; if it said no last word, it failed by a fault of ours. */
  void stopped(JobId id) {
    Entry entry = actors.get(id);
    if (entry != null) {
      String why = "the driver has lost it; the driver's log says why";
      concluded(JobStatus.withoutFigures(id, entry.name, JobState.FAILED, why));
    }
  }

  /** Answers how a job that does not live ended, now or when that is known. */
  void tellEnd(JobId id, ActorRef<DriverProtocol.Answer> asker) {
    JobStatus last = ended.get(id);
    Entry entry = actors.get(id);
    if (last != null) {
      asker.tell(new DriverProtocol.JobStatusReply(last));
    } else if (entry != null) {
      entry.waiting.add(asker);
    }
  }
}
