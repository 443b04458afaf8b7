package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Routers;
import io.millrace.actors.shared.BatchTicker;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.BufferPool;
import io.millrace.actors.worker.dataplane.ReadLoop;
import io.millrace.actors.worker.dataplane.StreamIntake;
import io.millrace.config.AblationSettings;
import io.millrace.config.BlockStoreSettings;
import io.millrace.config.BlockStoreSettings.StoredBy;
import io.millrace.config.LaneSettings;
import io.millrace.config.ReceiverSettings;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.Block;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.BlockLimits;
import io.millrace.core.block.CreditAccount;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.core.time.Deadlines;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Framing;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sender that is much faster than a consumer with next to no memory. */
@Timeout(60)
class BackPressureTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int KIB = 1_024;
  private static final BlockStoreSettings MEMORY =
      new BlockStoreSettings(StoredBy.CONSUMERS, 2, 32 * KIB, 8 * KIB);

  /** More than the arena, the receive buffers and the kernel's socket buffers hold together. */
  private static final int SENT_BYTES = 2 * KIB * KIB;

  private static final WorkerId SELF = new WorkerId("self");
  private static final JobId JOB = new JobId(1);
  private static final StreamId STREAM = new StreamId(0);

  private final Clock clock = System::nanoTime;
  private final BatchTicker ticker = BatchTicker.start(clock, "ticker-under-test");
  private final TestProbe<ConductorProtocol.Command> conductor = actors.kit().createTestProbe();
  private final TestProbe<JobProtocol.Command> job = actors.kit().createTestProbe();
  private final TestProbe<BlockRequests.PinAnswer> executor = actors.kit().createTestProbe();
  private final TestProbe<LaneProtocol.Command> lane = actors.kit().createTestProbe();
  private final TestProbe<ShuffleInbox.Command> shuffles = actors.kit().createTestProbe();
  private final AtomicLong sent = new AtomicLong();
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
  private final TreeMap<Long, BlockMeta> unconsumed = new TreeMap<>();
  private final ActorRef<BlockStoreProtocol.Command> store =
      actors
          .kit()
          .spawn(
              BlockStore.create(
                  SELF,
                  new LaneSettings(KIB, 8 * KIB, Duration.ofSeconds(1)),
                  AblationSettings.NONE,
                  lane.ref(),
                  shuffles.ref()));

  @AfterEach
  void close() {
    ticker.close();
  }

  @ParameterizedTest
  @EnumSource
  void the_sender_waits_until_memory_is_free_and_nothing_is_lost(StoredBy storedBy)
      throws Exception {
    byte[] input = records();
    try (TestSocket.Server server = new TestSocket.Server()) {
      receive(server, outlet(storedBy));
      try (TestSocket.Connection connection = server.accept()) {
        Thread sender = new Thread(() -> send(connection, input), "sender");
        sender.start();
        long stuckAt = consumeUntilTheFirstMark();
        assertThat(stuckAt).isLessThanOrEqualTo(MEMORY.unconsumedBytes());
        assertThat(sent).hasValueLessThan(SENT_BYTES);

        raiseFloor(stuckAt);
        consume();
        sender.join();
      }
    }

    assertThat(arrived.toByteArray()).isEqualTo(input);
  }

  /** All memory is used up in the middle of a batch: a mark must come all the same. */
  private long consumeUntilTheFirstMark() {
    long marked = 0;
    while (marked == 0 || unconsumed.lastEntry().getValue().to() > marked) {
      marked = Math.max(marked, take(report()));
    }
    return marked;
  }

  private void consume() {
    while (arrived.size() < SENT_BYTES || !unconsumed.isEmpty()) {
      long marked = take(report());
      if (marked > 0) {
        raiseFloor(marked);
      }
    }
  }

  private ConductorProtocol.BlocksReported report() {
    return conductor.expectMessageClass(ConductorProtocol.BlocksReported.class, PATIENCE);
  }

  /** Reads the blocks as an executor does; returns the last position marked, or 0. */
  private long take(ConductorProtocol.BlocksReported report) {
    for (BlockMeta meta : report.blocks()) {
      unconsumed.put(meta.from(), meta);
      read(meta);
    }
    long held = unconsumed.values().stream().mapToLong(BlockMeta::length).sum();
    assertThat(held).isLessThanOrEqualTo(MEMORY.unconsumedBytes());
    return report.marks().stream().mapToLong(StreamMark::position).max().orElse(0);
  }

  private void read(BlockMeta meta) {
    store.tell(
        new BlockRequests.PinBlocks(JOB, 1, List.of(new BlockRef(meta, SELF)), executor.ref()));
    Block block = executor.expectMessageClass(BlockRequests.BlocksPinned.class).blocks().get(0);
    assertThat(meta.from()).isEqualTo(arrived.size());
    arrived.write(block.bytes(), block.offset(), meta.length());
    store.tell(new BlockRequests.Unpin(JOB, 1));
  }

  private void raiseFloor(long position) {
    unconsumed.headMap(position, false).clear();
    store.tell(
        new BlockStoreProtocol.FloorsRaised(
            new DriverEpoch(1), JOB, Map.of(STREAM, position), BatchId.NONE));
  }

  private StreamIntake.Outlet outlet(StoredBy storedBy) {
    return switch (storedBy) {
      case CONSUMERS ->
          new ToActors(
              actors
                  .kit()
                  .spawn(
                      Routers.pool(
                              MEMORY.consumers(),
                              BlockStoreConsumer.create(
                                  MEMORY, AblationSettings.NONE, store, StagePause.NONE))
                          .withRoundRobinRouting()),
              store);
      case SEALER -> {
        CreditAccount budget = new CreditAccount(MEMORY.unconsumedBytes());
        ArenaShard shard = new ArenaShard(MEMORY.segmentBytes(), budget);
        yield new StreamShard(JOB, shard, StagePause.NONE, true, store).outlet();
      }
    };
  }

  private void receive(TestSocket.Server server, StreamIntake.Outlet outlet) {
    store.tell(new BlockStore.OpenJob(JOB, conductor.ref()));
    store.tell(new BlockStore.OpenStream(JOB, STREAM, 0));
    BatchGrid grid = new BatchGrid(clock.nanos(), 20_000_000, 10_000_000);
    StreamIntake intake =
        new StreamIntake(
            new BlockBuilder(STREAM, Framing.line(), new BlockLimits(4 * KIB, 100), 0, 0),
            SourcePlace.START,
            new Deadlines(grid, clock.nanos()),
            clock,
            StagePause.NONE,
            outlet);
    ticker.register(intake);
    ReadLoop.Input input =
        new ReadLoop.Input(
            server.source(),
            0,
            "sender",
            List.of(new TestSocket.Connector()),
            BackPressureTest.class.getClassLoader());
    Duration millis = Duration.ofMillis(10);
    ReceiverSettings settings =
        new ReceiverSettings(2, 8 * KIB, 100, millis, millis, Duration.ofSeconds(1));
    BufferPool buffers = new BufferPool(settings.buffers(), settings.bufferBytes());
    OpenedStream stream = new OpenedStream(SELF, JOB, STREAM, input, intake, buffers, job.ref());
    actors.kit().spawn(Receiver.create(stream, settings, clock, StagePause.NONE));
  }

  private void send(TestSocket.Connection connection, byte[] input) {
    ByteBuffer bytes = ByteBuffer.wrap(input);
    try {
      while (bytes.hasRemaining()) {
        sent.addAndGet(connection.channel().write(bytes));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] records() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(SENT_BYTES);
    for (int i = 0; out.size() < SENT_BYTES; i++) {
      String record = Integer.toString(i, 36) + " ".repeat(i % 7);
      int room = SENT_BYTES - out.size() - 1;
      out.writeBytes(
          record.substring(0, Math.min(record.length(), room)).getBytes(StandardCharsets.US_ASCII));
      out.write('\n');
    }
    return out.toByteArray();
  }

  private record ToActors(
      ActorRef<BlockStoreConsumer.Command> consumers,
      ActorRef<BlockStoreProtocol.Command> blockStore)
      implements StreamIntake.Outlet {
    @Override
    public void sealed(SealedRange range, long sealedNanos) {
      consumers.tell(new BlockStoreConsumer.StoreBlock(JOB, range, sealedNanos));
    }

    @Override
    public void sealedThrough(StreamMark mark) {
      blockStore.tell(new BlockStore.SealedThrough(JOB, mark));
    }
  }
}
