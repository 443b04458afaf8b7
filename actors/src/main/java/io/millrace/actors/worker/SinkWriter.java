package io.millrace.actors.worker;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.UserCall;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.FencedException;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LocalMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Owns the sink partitions of one job that this worker writes. Writing blocks, so it runs on the
 * blocking dispatcher. A partition that fails is closed, the job is told, and nothing more is
 * written to it.
 */
final class SinkWriter extends AbstractBehavior<SinkWriter.Command> {
  private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(1);

  private final WorkerId self;
  private final JobId job;
  private final JobRefs refs;
  private final Clock clock;
  private final StagePause pause;
  private final SinkOpener opener;
  private final UserCall call;
  private final Map<Integer, PartitionWriter> partitions = new HashMap<>();
  private final Set<Integer> failed = new HashSet<>();
  private final Map<Integer, ConductorProtocol.PartitionCommitted> lastCommits = new HashMap<>();

  private SinkWriter(
      ActorContext<Command> context,
      WorkerId self,
      JobId job,
      SinkOpener opener,
      UserCall call,
      JobRefs refs,
      Clock clock,
      StagePause pause) {
    super(context);
    this.self = self;
    this.job = job;
    this.opener = opener;
    this.call = call;
    this.refs = refs;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * The writer of a job.
   *
   * @param sink the serialized {@code Sink}, read with the first output
   * @param call where the sink's code runs
   */
  public static Behavior<Command> create(
      WorkerId self,
      JobId job,
      String jobName,
      byte[] sink,
      DriverEpoch epoch,
      JobClasses classes,
      UserCall call,
      JobRefs refs,
      Clock clock,
      StagePause pause) {
    SinkOpener opener = new SinkOpener(jobName, sink, epoch, classes);
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Repeat.INSTANCE, REPEAT_INTERVAL);
                  return new SinkWriter(context, self, job, opener, call, refs, clock, pause);
                }));
  }

  /** Everything a sink writer takes. */
  sealed interface Command extends LocalMessage {}

  /** Output of a task came in by the lane. */
  record Output(LanePayload.SinkOutput output) implements Command {}

  /** Closes all partitions and stops. */
  enum Close implements Command {
    INSTANCE
  }

  private enum Repeat implements Command {
    INSTANCE
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Output.class, this::onOutput)
        .onMessage(Repeat.class, this::onRepeat)
        .onMessage(Close.class, this::onClose)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onOutput(Output message) {
    LanePayload.SinkOutput output = message.output();
    int partition = output.target().partition();
    if (failed.contains(partition)) {
      return this;
    }
    PartitionWriter writer = writer(partition);
    call.enter();
    try {
      writer.take(output);
    } catch (FencedException e) {
      giveUp(partition, writer, e);
    } catch (IOException | RuntimeException | LinkageError e) { // the user's classes among them
      fail(partition, writer, e);
    } finally {
      call.leave();
    }
    return this;
  }

  private PartitionWriter writer(int partition) {
    return partitions.computeIfAbsent(
        partition, number -> new PartitionWriter(number, opener, pause, this::committed));
  }

  private void committed(
      int partition, BatchId batch, long planVersion, Map<String, Long> metrics) {
    ConductorProtocol.PartitionCommitted commit =
        new ConductorProtocol.PartitionCommitted(
            self, job, batch, planVersion, partition, clock.nanos(), metrics);
    lastCommits.put(partition, commit);
    refs.conductor().tell(commit);
  }

  /** A report may have been lost; the last of a partition stands for those before it. */
  private Behavior<Command> onRepeat(Repeat tick) {
    lastCommits.values().forEach(refs.conductor()::tell);
    return this;
  }

  /** The partition belongs to another worker by now, which is no failure of the job. */
  private void giveUp(int partition, PartitionWriter writer, FencedException fenced) {
    getContext()
        .getLog()
        .warn("partition {} given up, {}, {}", partition, job, fenced.getMessage());
    partitions.remove(partition);
    lastCommits.remove(partition);
    close(partition, writer);
  }

  private void fail(int partition, PartitionWriter writer, Throwable cause) {
    String why = cause.getMessage() != null ? cause.getMessage() : cause.toString();
    String message =
        "partition %d of sink %s can't be written on worker %s: %s"
            .formatted(partition, opener.name(), self, why);
    getContext().getLog().error("sink failed, {}, {}", job, message);
    getContext().getLog().debug("sink failed", cause);
    TaskFailure failure = new TaskFailure(ErrorCategory.SINK, opener.name(), message);
    refs.job().tell(new JobProtocol.SinkFailed(self, job, partition, failure));
    failed.add(partition);
    partitions.remove(partition);
    close(partition, writer);
  }

  private Behavior<Command> onClose(Close message) {
    return Behaviors.stopped();
  }

  private Behavior<Command> onPostStop(PostStop signal) {
    call.enter();
    try {
      partitions.forEach(this::close);
    } finally {
      call.leave();
    }
    return this;
  }

  private void close(int partition, PartitionWriter writer) {
    try {
      writer.close();
    } catch (IOException | RuntimeException | LinkageError e) {
      getContext()
          .getLog()
          .warn("partition {} of sink {} can't be closed, {}", partition, opener.name(), job, e);
    }
  }
}
