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
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.core.time.Deadlines;
import io.millrace.dsl.Framing;
import io.millrace.dsl.SocketSource;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.JobProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A receiver with its real read loop on a real socket. */
@Timeout(60)
class ReceiverTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final StreamId STREAM = new StreamId(4);
  private static final JobId JOB = new JobId(1);
  private static final int KIB = 1_024;
  private static final ReceiverSettings SETTINGS =
      new ReceiverSettings(
          2, 4 * KIB, 64, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100));

  private final Clock clock = System::nanoTime;
  private final BatchTicker ticker = BatchTicker.start(clock, "ticker-under-test");
  private final Taken taken = new Taken();
  private final TestProbe<JobProtocol.Command> job = actors.kit().createTestProbe();
  private TestSocket.Server server;

  @BeforeEach
  void listen() throws IOException {
    server = new TestSocket.Server();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    ticker.close();
  }

  @Test
  void receives_and_ends_when_told_to_end_now() throws Exception {
    ActorRef<Receiver.Command> receiver = receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      connection.send("a\nb\nc");
      StreamStatus receiving = await(StreamState.RECEIVING);
      assertThat(receiving.label()).isEqualTo("label of the split");
      assertThat(receiving.connections()).isEqualTo(1);
      taken.awaitText("a\nb\n");

      receiver.tell(new Receiver.EndStream(DrainMode.NOW));

      StreamStatus ended = await(StreamState.ENDED);
      assertThat(ended.position()).isEqualTo(4);
      assertThat(ended.truncatedBytes()).as("we cut that record, not the source").isZero();
      assertThat(connection.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(taken.lastMark().position()).isEqualTo(4);
    }
  }

  @Test
  void connects_again_and_the_positions_go_on() throws Exception {
    receive(server.source());
    try (TestSocket.Connection first = server.accept()) {
      first.send("one\n");
    }
    try (TestSocket.Connection second = server.accept()) {
      second.send("two\n");
      taken.awaitText("one\ntwo\n");
    }

    assertThat(taken.connections).containsExactly(0, 1);
    assertThat(await(status -> status.position() == 8).connections()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void says_which_source_ended_inside_a_record_and_drops_the_part() throws Exception {
    receive(server.source());
    try (TestSocket.Connection first = server.accept()) {
      first.send("ab\ncd");
    }
    StreamStatus cut = await(status -> status.truncatedBytes() > 0);
    assertThat(cut.truncatedBytes()).isEqualTo(2);
    try (TestSocket.Connection second = server.accept()) {
      second.send("ef\n");
      taken.awaitText("ab\nef\n");
    }

    StreamStatus told = cut.detail().isEmpty() ? await(StreamState.CONNECTING) : cut;
    assertThat(told.detail())
        .isEqualTo("label of the split ended inside a record, of which 2 bytes had come");
  }

  @Test
  void is_quiet_when_the_source_is_gone_for_good() throws Exception {
    receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      server.close();
      connection.send("a\n");
    }

    StreamStatus quiet = await(StreamState.QUIET);
    assertThat(quiet.position()).isEqualTo(2);
    assertThat(quiet.truncatedBytes()).isZero();
  }

  @Test
  void is_quiet_when_the_source_accepts_again_and_brings_nothing() throws Exception {
    receive(server.source());
    server.accept().close();
    try (TestSocket.Connection again = server.accept()) {
      await(StreamState.QUIET);

      again.send("late\n");

      await(StreamState.RECEIVING);
      taken.awaitText("late\n");
    }
  }

  /** Two reports are a second apart, ten times as long as a silent source would need. */
  @Test
  void is_not_quiet_when_bytes_came_after_the_end() throws Exception {
    receive(server.source());
    server.accept().close();
    try (TestSocket.Connection again = server.accept()) {
      again.send("more\n");
      await(status -> status.position() == 5);

      StreamStatus next = await(status -> true);
      assertThat(next.state()).isEqualTo(StreamState.RECEIVING);
    }
  }

  @Test
  void a_source_that_was_never_reached_is_never_quiet() throws Exception {
    SocketSource nowhere = TestSocket.sourceAt(TestSocket.unusedPort());
    receive(nowhere);

    for (int i = 0; i < 20; i++) {
      StreamStatus status = await(any -> !any.detail().isEmpty());
      assertThat(status.state()).isEqualTo(StreamState.CONNECTING);
      assertThat(status.detail()).isEqualTo(nowhere.endpoints().get(0) + " refused");
      assertThat(status.connections()).isZero();
    }
  }

  @Test
  void a_record_that_does_not_end_is_an_error_of_the_source() throws Exception {
    receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      connection.send("ok\n" + "x".repeat(65));

      StreamStatus status = await(any -> !any.detail().isEmpty());
      assertThat(status.detail())
          .isEqualTo(
              "label of the split: stream 4: the record at position 3 does not end within 64 bytes"
                  + " (millrace.receiver.max-record-bytes)");
      taken.awaitText("ok\n");
    }
  }

  @Test
  void reads_to_the_end_when_told_so_and_does_not_come_back() throws Exception {
    ActorRef<Receiver.Command> receiver = receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      connection.send("a\n");
      taken.awaitText("a\n");
      receiver.tell(new Receiver.EndStream(DrainMode.TO_END));
      connection.send("b\n");
    }

    StreamStatus ended = await(StreamState.ENDED);
    assertThat(ended.position()).isEqualTo(4);
    assertThat(ended.detail()).isEmpty();
    assertThat(ended.connections()).isEqualTo(1);
    assertThat(taken.text()).isEqualTo("a\nb\n");
    assertThat(taken.lastMark().position()).isEqualTo(4);
    assertThat(await(StreamState.ENDED)).as("told again, each second").isEqualTo(ended);
  }

  @Test
  void ends_a_quiet_stream_even_if_its_connection_stays_open() throws Exception {
    ActorRef<Receiver.Command> receiver = receive(server.source());
    server.accept().close();
    try (TestSocket.Connection silent = server.accept()) {
      await(StreamState.QUIET);

      receiver.tell(new Receiver.EndStream(DrainMode.TO_END));

      assertThat(await(StreamState.ENDED).position()).isZero();
      assertThat(silent.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void an_instance_that_takes_over_goes_on_where_the_one_before_stopped() throws Exception {
    OpenedStream stream = opened(server.source());
    ActorRef<Receiver.Command> first = spawn(stream);
    try (TestSocket.Connection before = server.accept()) {
      before.send("one\ntw");
      taken.awaitText("one\n");
      actors.kit().stop(first);

      spawn(stream);
      try (TestSocket.Connection after = server.accept()) {
        after.send("two\n");
        taken.awaitText("one\ntwo\n");
      }
    }
    assertThat(taken.connections).containsExactly(0, 1);
  }

  private ActorRef<Receiver.Command> receive(SocketSource source) {
    return spawn(opened(source));
  }

  private ActorRef<Receiver.Command> spawn(OpenedStream stream) {
    return actors.kit().spawn(Receiver.create(stream, SETTINGS, clock, StagePause.NONE));
  }

  private OpenedStream opened(SocketSource source) {
    BatchGrid grid = new BatchGrid(clock.nanos(), 4_000_000, 2_000_000);
    BlockBuilder builder = new BlockBuilder(STREAM, Framing.line(), new BlockLimits(KIB, 64), 0, 0);
    StreamIntake intake =
        new StreamIntake(
            builder, new Deadlines(grid, clock.nanos()), clock, StagePause.NONE, taken);
    ticker.register(intake);
    ReadLoop.Input input =
        new ReadLoop.Input(
            source,
            0,
            "label of the split",
            List.of(new TestSocket.Connector()),
            ReceiverTest.class.getClassLoader());
    return new OpenedStream(
        new WorkerId("w"),
        JOB,
        STREAM,
        input,
        intake,
        new BufferPool(SETTINGS.buffers(), SETTINGS.bufferBytes()),
        job.ref());
  }

  private StreamStatus await(StreamState state) {
    return await(status -> status.state() == state);
  }

  private StreamStatus await(Predicate<StreamStatus> wanted) {
    List<JobProtocol.Command> fished =
        job.fishForMessage(
            PATIENCE,
            message ->
                wanted.test(((JobProtocol.StreamChanged) message).status())
                    ? FishingOutcomes.complete()
                    : FishingOutcomes.continueAndIgnore());
    return ((JobProtocol.StreamChanged) fished.get(0)).status();
  }

  /** Takes what is sealed, as the consumers would. */
  private static final class Taken implements StreamIntake.Outlet {
    private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuffer all = new StringBuffer();
    private final List<Integer> connections = new CopyOnWriteArrayList<>();
    private final List<StreamMark> marks = new CopyOnWriteArrayList<>();

    @Override
    public void sealed(SealedRange range, long sealedNanos) {
      assertThat(range.meta().from()).isEqualTo(all.length());
      connections.add(range.meta().connection());
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
