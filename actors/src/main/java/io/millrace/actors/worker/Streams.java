package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.BufferPool;
import io.millrace.actors.worker.dataplane.ReadLoop;
import io.millrace.actors.worker.dataplane.StreamIntake;
import io.millrace.config.MillraceSettings;
import io.millrace.config.ReceiverSettings;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.BlockLimits;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StreamMark;
import io.millrace.core.plan.StreamReading;
import io.millrace.core.time.Clock;
import io.millrace.core.time.Deadlines;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.io.IOException;

/** Puts together what a stream needs: its open block, its deadlines, its receiver. */
final class Streams {
  /** Keeps receivers that fail together from coming back together. */
  private static final double BACK_OFF_JITTER = 0.2;

  private final ActorContext<WorkerProtocol.Command> context;
  private final Crew crew;
  private final MillraceSettings settings;
  private final JobClasses classes;
  private final Clock clock;
  private final StagePause pause;

  /**
   * The streams of one job.
   *
   * @param settings of the job
   */
  Streams(Workbench bench, MillraceSettings settings, JobClasses classes) {
    this.context = bench.context();
    this.crew = bench.crew();
    this.settings = settings;
    this.classes = classes;
    this.clock = bench.clock();
    this.pause = bench.pause();
  }

  /** A stream that is open, and who ends it. */
  record Open(ActorRef<Receiver.Command> receiver, StreamIntake intake) {}

  /**
   * Starts to read a stream.
   *
   * @throws IOException when the description does not load
   */
  Open open(WorkerProtocol.OpenStream request, ActorRef<JobProtocol.Command> reportTo)
      throws IOException {
    StreamReading reading = classes.read(request.source(), StreamReading.class);
    StreamIntake intake = intake(request, reading);
    crew.blockStore()
        .tell(new BlockStore.OpenStream(request.job(), request.stream(), request.position()));
    crew.ticker().register(intake);
    return new Open(spawn(opened(request, reading, intake, reportTo)), intake);
  }

  /** Stops reading, and the receiver with it; what is sealed still finds its way. */
  void close(Open stream) {
    crew.ticker().unregister(stream.intake);
    stream.receiver.tell(Receiver.Close.INSTANCE);
  }

  private StreamIntake intake(WorkerProtocol.OpenStream request, StreamReading reading) {
    BlockBuilder builder =
        new BlockBuilder(
            request.stream(),
            reading.framing(),
            limits(),
            request.position(),
            request.connection());
    Deadlines deadlines = new Deadlines(request.grid(), clock.nanos());
    return new StreamIntake(
        builder, request.place(), deadlines, clock, pause, outlet(request.job()));
  }

  private StreamIntake.Outlet outlet(JobId job) {
    return switch (settings.blockStore().storedBy()) {
      case CONSUMERS -> new ToConsumers(job, crew.consumers(), crew.blockStore());
      case SEALER -> {
        int segmentBytes = settings.blockStore().segmentBytes();
        ArenaShard shard = new ArenaShard(segmentBytes, crew.blockMemory());
        boolean checksums = settings.ablation().checksums();
        yield new StreamShard(job, shard, pause, checksums, crew.blockStore()).outlet();
      }
    };
  }

  /** A block is never so small that a record does not fit. */
  private BlockLimits limits() {
    int maxRecordBytes = settings.receiver().maxRecordBytes();
    return new BlockLimits(
        Math.max(settings.block().maxBytes(), maxRecordBytes + 1), maxRecordBytes);
  }

  private OpenedStream opened(
      WorkerProtocol.OpenStream request,
      StreamReading reading,
      StreamIntake intake,
      ActorRef<JobProtocol.Command> reportTo) {
    ReceiverSettings receiver = settings.receiver();
    return new OpenedStream(
        crew.id(),
        request.job(),
        request.stream(),
        new ReadLoop.Input(
            reading.source(),
            request.split(),
            request.label(),
            classes.connectors(),
            classes.loader()),
        intake,
        new BufferPool(receiver.buffers(), receiver.bufferBytes()),
        reportTo);
  }

  /** A receiver that fails comes back: the source will, too. */
  private ActorRef<Receiver.Command> spawn(OpenedStream stream) {
    ReceiverSettings receiver = settings.receiver();
    Behavior<Receiver.Command> supervised =
        Behaviors.supervise(Receiver.create(stream, receiver, clock, pause))
            .onFailure(
                SupervisorStrategy.restartWithBackoff(
                    receiver.reconnectMin(), receiver.reconnectMax(), BACK_OFF_JITTER));
    return context.spawn(
        supervised, "receiver-" + stream.job().value() + "-" + stream.id().value());
  }

  /** Hands over to the actors what the threads of the data plane seal. */
  private record ToConsumers(
      JobId job,
      ActorRef<BlockStoreConsumer.Command> consumers,
      ActorRef<BlockStoreProtocol.Command> blockStore)
      implements StreamIntake.Outlet {
    @Override
    public void sealed(SealedRange range, long sealedNanos) {
      consumers.tell(new BlockStoreConsumer.StoreBlock(job, range, sealedNanos));
    }

    @Override
    public void sealedThrough(StreamMark mark) {
      blockStore.tell(new BlockStore.SealedThrough(job, mark));
    }
  }
}
