package io.millrace.launcher.run;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a timed run ends, and how.
 *
 * <pre>
 *  starting -> running -> draining -> finished
 * </pre>
 *
 * Our own generator is stopped when the time is over, and the receivers read to the end of what it
 * sent, so that totals compare exactly. A foreign source is not ours to stop: when the time is over
 * the receivers stop reading instead. It may end earlier by itself: when every source has delivered
 * and has been quiet for a while, the run is over, and that is no error. One that never accepts, or
 * that ends inside a record, is.
 *
 * <p>It sees statuses and the time, and nothing else; a source is never probed.
 */
final class RunEnd {
  /** What whoever runs the job does next. */
  enum Step {
    GO_ON,
    /** Stop our generator, then let the receivers read to the end. */
    DRAIN_TO_END,
    /** Let the receivers stop reading. */
    DRAIN_NOW,
    /** The job is over, or given up: see {@link #problem}. */
    FINISHED
  }

  /** How long a job may wait for its workers. */
  static final Duration START_PATIENCE = Duration.ofSeconds(60);

  /** How long a source may refuse before it counts as one that never accepts. */
  static final Duration ACCEPT_PATIENCE = Duration.ofSeconds(10);

  /** How long what was read may take to be processed once the receivers were told to stop. */
  static final Duration DRAIN_PATIENCE = Duration.ofSeconds(60);

  private static final long NOT_YET = Long.MIN_VALUE;

  private final boolean ownGenerator;
  private final Duration warmUp;
  private final Duration limit;
  private long submittedNanos = NOT_YET;
  private long runningNanos = NOT_YET;
  private long flowingNanos = NOT_YET;
  private long drainingNanos = NOT_YET;
  private @Nullable String problem;

  RunEnd(boolean ownGenerator, Duration warmUp, Duration measured) {
    this.ownGenerator = ownGenerator;
    this.warmUp = warmUp;
    this.limit = warmUp.plus(measured);
  }

  /**
   * Looks at the job.
   *
   * @param nowNanos on any monotonic clock, always the same one
   */
  Step look(JobStatus status, long nowNanos) {
    submittedNanos = first(submittedNanos, nowNanos);
    return switch (status.state()) {
      case PREPARING -> starting(status, nowNanos);
      case RUNNING, DRAINING ->
          drainingNanos == NOT_YET ? running(status, nowNanos) : draining(status, nowNanos);
      case ENDED -> finished(status);
      case FAILED -> giveUp("the job failed: " + status.failure());
    };
  }

  /** Why the run is no good, one sentence, whatever its figures say. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Whether bytes have come. */
  boolean isFlowing() {
    return flowingNanos != NOT_YET;
  }

  /** Since the first bytes came; zero before. */
  Duration elapsed(long nowNanos) {
    return isFlowing() ? Duration.ofNanos(nowNanos - flowingNanos) : Duration.ZERO;
  }

  /** When warm-up is over on the caller's clock; far away as long as nothing came. */
  long measuredFromNanos() {
    return isFlowing() ? flowingNanos + warmUp.toNanos() : Long.MAX_VALUE;
  }

  private Step starting(JobStatus status, long now) {
    return isOver(submittedNanos, START_PATIENCE, now)
        ? giveUp(
            "the job did not start within %d s: %d worker(s) are here"
                .formatted(START_PATIENCE.toSeconds(), status.workers().size()))
        : Step.GO_ON;
  }

  private Step running(JobStatus status, long now) {
    runningNanos = first(runningNanos, now);
    if (isFlowing(status)) {
      flowingNanos = first(flowingNanos, now);
    }
    String fault = faultOfSource(status, now);
    if (fault != null) {
      problem = fault;
      return drain(Step.DRAIN_NOW, now);
    }
    if (isOver(isFlowing() ? flowingNanos : runningNanos, limit, now)) {
      return atLimit(status, now);
    }
    return !ownGenerator && allQuiet(status.streams()) ? drain(Step.DRAIN_NOW, now) : Step.GO_ON;
  }

  private Step atLimit(JobStatus status, long now) {
    StreamStatus refused = find(status, stream -> stream.connections() == 0);
    if (refused != null) {
      problem = refused(refused);
    }
    return drain(ownGenerator ? Step.DRAIN_TO_END : Step.DRAIN_NOW, now);
  }

  private Step draining(JobStatus status, long now) {
    return isOver(drainingNanos, DRAIN_PATIENCE, now)
        ? giveUp(
            "the job did not end within %d s after its sources were ended; %,d bytes are not processed"
                .formatted(DRAIN_PATIENCE.toSeconds(), status.backlogBytes()))
        : Step.GO_ON;
  }

  private Step finished(JobStatus status) {
    if (ownGenerator && problem == null) {
      problem = cutRecord(status);
    }
    if (problem == null) {
      problem = silent(status);
    }
    return Step.FINISHED;
  }

  private @Nullable String faultOfSource(JobStatus status, long now) {
    StreamStatus refused = find(status, stream -> stream.connections() == 0);
    if (refused != null && isOver(runningNanos, ACCEPT_PATIENCE, now)) {
      return refused(refused);
    }
    return cutRecord(status);
  }

  private static String refused(StreamStatus stream) {
    String reason = stream.detail().isEmpty() ? "" : ": " + stream.detail();
    return "source " + stream.label() + " never accepted a connection" + reason;
  }

  /** Known only at the end: before it, a stream tells its position now and then. */
  private static @Nullable String silent(JobStatus status) {
    StreamStatus silent =
        find(status, stream -> stream.state() == StreamState.ENDED && !hasDelivered(stream));
    return silent == null ? null : "source " + silent.label() + " delivered no record";
  }

  private static @Nullable String cutRecord(JobStatus status) {
    StreamStatus cut = find(status, stream -> stream.truncatedBytes() > 0);
    return cut == null
        ? null
        : "source %s ended inside a record, after %,d bytes of it"
            .formatted(cut.label(), cut.truncatedBytes());
  }

  private Step giveUp(String why) {
    problem = problem == null ? why : problem;
    return Step.FINISHED;
  }

  private Step drain(Step how, long now) {
    drainingNanos = now;
    return how;
  }

  private static boolean allQuiet(List<StreamStatus> streams) {
    return !streams.isEmpty()
        && streams.stream().allMatch(s -> s.state() == StreamState.QUIET && hasDelivered(s));
  }

  /** Streams tell their position only now and then; what the driver knows itself comes sooner. */
  private static boolean isFlowing(JobStatus status) {
    return status.backlogBytes() > 0
        || status.records() > 0
        || status.streams().stream().anyMatch(RunEnd::hasDelivered);
  }

  private static boolean hasDelivered(StreamStatus stream) {
    return stream.position() > 0;
  }

  private static @Nullable StreamStatus find(JobStatus status, Predicate<StreamStatus> what) {
    return status.streams().stream().filter(what).findFirst().orElse(null);
  }

  private static long first(long known, long now) {
    return known == NOT_YET ? now : known;
  }

  private static boolean isOver(long since, Duration patience, long now) {
    return now - since >= patience.toNanos();
  }
}
