package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.millrace.actors.shared.BatchTicker;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.BufferPool;
import io.millrace.actors.worker.dataplane.ReadLoop;
import io.millrace.actors.worker.dataplane.StreamIntake;
import io.millrace.config.ReceiverSettings;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.BlockLimits;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.core.time.Deadlines;
import io.millrace.dsl.Framing;
import io.millrace.dsl.Source;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.JobProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Receivers with their real read loops; plays the job and the consumers. */
final class ReceiverRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final StreamId STREAM = new StreamId(4);
  private static final JobId JOB = new JobId(1);
  private static final int KIB = 1_024;
  private static final ReceiverSettings SETTINGS =
      new ReceiverSettings(
          2, 4 * KIB, 64, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100));

  final Taken taken = new Taken();

  private final ActorKitExtension actors;
  private final Clock clock = System::nanoTime;
  private final BatchTicker ticker = BatchTicker.start(clock, "ticker-under-test");
  private final TestProbe<JobProtocol.Command> job;

  ReceiverRig(ActorKitExtension actors) {
    this.actors = actors;
    this.job = actors.kit().createTestProbe();
  }

  @Override
  public void close() {
    ticker.close();
  }

  ActorRef<Receiver.Command> receive(Source source) {
    return spawn(opened(source, Framing.line()));
  }

  ActorRef<Receiver.Command> spawn(OpenedStream stream) {
    return actors.kit().spawn(Receiver.create(stream, SETTINGS, clock, StagePause.NONE));
  }

  /** A stream that nobody has read before. */
  OpenedStream opened(Source source, Framing framing) {
    return opened(source, framing, 0, SourcePlace.START);
  }

  /**
   * A stream as a worker opens it.
   *
   * @param position that the stream was read to by another worker
   * @param place that was last heard of from that one
   */
  OpenedStream opened(Source source, Framing framing, long position, SourcePlace place) {
    BatchGrid grid = new BatchGrid(clock.nanos(), 4_000_000, 2_000_000);
    BlockLimits limits = new BlockLimits(KIB, 64);
    taken.position = position;
    StreamIntake intake =
        new StreamIntake(
            new BlockBuilder(STREAM, framing, limits, position, 0),
            place,
            new Deadlines(grid, clock.nanos()),
            clock,
            StagePause.NONE,
            taken);
    ticker.register(intake);
    ReadLoop.Input input =
        new ReadLoop.Input(
            source,
            0,
            "label of the split",
            List.of(new TestSocket.Connector()),
            ReceiverRig.class.getClassLoader());
    return new OpenedStream(
        new WorkerId("w"),
        JOB,
        STREAM,
        input,
        intake,
        new BufferPool(SETTINGS.buffers(), SETTINGS.bufferBytes()),
        job.ref());
  }

  StreamStatus await(StreamState state) {
    return await(status -> status.state() == state);
  }

  StreamStatus await(Predicate<StreamStatus> wanted) {
    return awaitChange(change -> wanted.test(change.status())).status();
  }

  JobProtocol.StreamChanged awaitChange(StreamState state) {
    return awaitChange(change -> change.status().state() == state);
  }

  JobProtocol.StreamChanged awaitChange(Predicate<JobProtocol.StreamChanged> wanted) {
    List<JobProtocol.Command> fished =
        job.fishForMessage(
            PATIENCE,
            message ->
                wanted.test((JobProtocol.StreamChanged) message)
                    ? FishingOutcomes.complete()
                    : FishingOutcomes.continueAndIgnore());
    return (JobProtocol.StreamChanged) fished.get(0);
  }

  /** Takes what is sealed, as the consumers would. */
  static final class Taken implements StreamIntake.Outlet {
    final List<Integer> connections = new CopyOnWriteArrayList<>();

    /** Where each range of reads ends, in the text. */
    final List<Long> ranges = new CopyOnWriteArrayList<>();

    private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuffer all = new StringBuffer();
    private final List<StreamMark> marks = new CopyOnWriteArrayList<>();
    private volatile long position;

    @Override
    public void sealed(SealedRange range, long sealedNanos) {
      long from = range.meta().from();
      assertThat(from).isEqualTo(position + all.length());
      connections.add(range.meta().connection());
      for (int end : range.reads().ends()) {
        ranges.add(from + end);
      }
      all.append(StandardCharsets.US_ASCII.decode(range.bytes().duplicate()));
      range.release();
      texts.add(all.toString());
    }

    @Override
    public void sealedThrough(StreamMark mark) {
      marks.add(mark);
    }

    String text() {
      return all.toString();
    }

    StreamMark lastMark() {
      return marks.get(marks.size() - 1);
    }

    void awaitText(String expected) throws InterruptedException {
      String now = "";
      while (!now.equals(expected)) {
        now = texts.poll(20, TimeUnit.SECONDS);
        assertThat(now).as("text within 20 s, so far %s", all).isNotNull();
      }
    }
  }
}
