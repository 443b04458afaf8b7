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
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LocalMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Owns the sink partitions of one job that this worker writes. Writing blocks, so it runs on a
 * thread of its own. A partition that fails is closed, the conductor is told, and nothing more is
 * written to it under that plan version.
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
  private final Map<Integer, ConductorProtocol.SinkFailed> failures = new HashMap<>();
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
   * @param sinks of the job, each read with its first output
   * @param call where the code of the sinks runs
   */
  public static Behavior<Command> create(
      WorkerId self,
      JobId job,
      String jobName,
      List<SinkSpec> sinks,
      DriverEpoch epoch,
      JobClasses classes,
      UserCall call,
      JobRefs refs,
      Clock clock,
      StagePause pause) {
    SinkOpener opener = new SinkOpener(jobName, job, sinks, epoch, classes);
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
    if (hasFailed(partition, output.run().planVersion())) {
      return this;
    }
    PartitionWriter writer = writer(partition);
    call.enter();
    try {
      writer.take(output);
    } catch (Throwable e) { // of a user's sink, whatever it is
      fail(output, writer, e);
    } finally {
      call.leave();
    }
    return this;
  }

  private boolean hasFailed(int partition, long planVersion) {
    ConductorProtocol.SinkFailed failure = failures.get(partition);
    return failure != null && planVersion <= failure.planVersion();
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
    failures.values().forEach(refs.conductor()::tell);
    return this;
  }

  /** Whether it fails the job the conductor knows: the partition may be another worker's by now. */
  private void fail(LanePayload.SinkOutput output, PartitionWriter writer, Throwable cause) {
    int partition = output.target().partition();
    String why = cause.getMessage() != null ? cause.getMessage() : cause.toString();
    String message =
        "%s can't be written on worker %s: %s".formatted(opener.name(partition), self, why);
    getContext().getLog().warn("sink failed, {}, {}", job, message);
    getContext().getLog().debug("sink failed", cause);
    TaskFailure failure = new TaskFailure(ErrorCategory.SINK, opener.name(partition), message);
    ConductorProtocol.SinkFailed said =
        new ConductorProtocol.SinkFailed(self, job, partition, output.run().planVersion(), failure);
    failures.put(partition, said);
    refs.conductor().tell(said);
    partitions.remove(partition);
    lastCommits.remove(partition);
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
      getContext().getLog().warn("{} can't be closed, {}", opener.name(partition), job, e);
    }
  }
}
