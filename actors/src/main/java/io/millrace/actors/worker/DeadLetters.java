package io.millrace.actors.worker;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.config.DeadLetterSettings;
import io.millrace.core.model.WorkerId;
import io.millrace.core.task.RejectedRecord;
import io.millrace.core.time.Clock;
import io.millrace.protocol.LocalMessage;
import java.io.IOException;
import java.util.List;

/**
 * Keeps the malformed records of one job on this worker: each a line of a file, a sample now and
 * then in the log. Writes files, so it runs on the blocking dispatcher.
 */
final class DeadLetters extends AbstractBehavior<DeadLetters.Command> {
  private final String job;
  private final long sampleNanos;
  private final Clock clock;
  private final DeadLetterFile file;
  private long total;
  private long totalLogged;
  private long lastSampleNanos;

  private DeadLetters(
      ActorContext<Command> context,
      DeadLetterSettings settings,
      String job,
      WorkerId self,
      Clock clock) {
    super(context);
    this.job = job;
    this.sampleNanos = settings.sampleInterval().toNanos();
    this.clock = clock;
    this.file = new DeadLetterFile(settings, job, self);
  }

  /** The dead letters of a job; its file is made with the first record. */
  public static Behavior<Command> create(
      DeadLetterSettings settings, String job, WorkerId self, Clock clock) {
    return Behaviors.setup(context -> new DeadLetters(context, settings, job, self, clock));
  }

  /** Everything dead letters take. */
  sealed interface Command extends LocalMessage {}

  /**
   * A task met malformed records.
   *
   * @param records those to keep
   * @param count how many there were
   */
  record Rejected(List<RejectedRecord> records, long count) implements Command {
    Rejected {
      records = List.copyOf(records);
    }
  }

  /** The job is over: the last of them has been told. */
  enum Close implements Command {
    INSTANCE
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Rejected.class, this::onRejected)
        .onMessage(Close.class, message -> Behaviors.stopped())
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onRejected(Rejected message) {
    total += message.count();
    try {
      file.write(message.records());
    } catch (IOException e) {
      getContext()
          .getLog()
          .warn(
              "dead-letter file {} can't be written: {}; malformed records of job {} are only"
                  + " counted from here on",
              file.path(),
              e.toString(),
              job);
    }
    sample(message.records());
    return this;
  }

  private void sample(List<RejectedRecord> records) {
    long now = clock.nanos();
    if (records.isEmpty() || (totalLogged > 0 && now - lastSampleNanos < sampleNanos)) {
      return;
    }
    RejectedRecord sample = records.get(0);
    getContext()
        .getLog()
        .warn(
            "malformed records, job {}, {} so far, file {}, for instance {} position {}: {}",
            job,
            total,
            file.path(),
            sample.stream(),
            sample.position(),
            sample.reason());
    totalLogged = total;
    lastSampleNanos = now;
  }

  private Behavior<Command> onPostStop(PostStop signal) {
    if (total > totalLogged) {
      getContext().getLog().warn("malformed records, job {}, {} in all", job, total);
    }
    try {
      file.close();
    } catch (IOException e) {
      getContext()
          .getLog()
          .warn("dead-letter file {} can't be closed: {}", file.path(), e.toString());
    }
    return this;
  }
}
