package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.StreamIntake;
import io.millrace.config.AblationSettings;
import io.millrace.config.LaneSettings;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.BlockLimits;
import io.millrace.core.block.CreditAccount;
import io.millrace.core.block.ReceiveBuffer;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Framing;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.LaneProtocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two streams in memory for one segment: each is stored by the thread that calls. */
class StreamShardTest {
  private static final JobId JOB = new JobId(3);
  private static final StreamId FIRST = new StreamId(0);
  private static final StreamId SECOND = new StreamId(1);
  private static final int BLOCK_BYTES = 60;

  private final TestInbox<ConductorProtocol.Command> conductor = TestInbox.create();
  private final TestInbox<LaneProtocol.Command> lane = TestInbox.create();
  private final TestInbox<ShuffleInbox.Command> shuffles = TestInbox.create();
  private final BehaviorTestKit<BlockStoreProtocol.Command> store =
      BehaviorTestKit.create(
          BlockStore.create(
              new WorkerId("self"),
              new LaneSettings(1_024, 4_096, Duration.ofSeconds(1)),
              AblationSettings.NONE,
              lane.getRef(),
              shuffles.getRef()));
  private final CreditAccount memory = new CreditAccount(100);
  private final List<ReceiveBuffer> givenBack = new ArrayList<>();
  private final StreamIntake.Outlet first = stream();
  private final StreamIntake.Outlet second = stream();

  @BeforeEach
  void open() {
    store.run(new BlockStore.OpenJob(JOB, conductor.getRef()));
    store.run(new BlockStore.OpenStream(JOB, FIRST, 0));
    store.run(new BlockStore.OpenStream(JOB, SECOND, 0));
  }

  @Test
  void a_block_is_out_of_its_receive_buffer_and_told_when_the_call_returns() {
    first.sealed(range(FIRST), 0);

    assertThat(givenBack).hasSize(1);
    assertThat(reported()).containsExactly(FIRST);
  }

  @Test
  void a_stream_that_waits_for_memory_gets_what_another_stream_gives_back() {
    first.sealed(range(FIRST), 0);
    second.sealed(range(SECOND), 0);
    assertThat(givenBack).hasSize(1);
    assertThat(reported()).containsExactly(FIRST);

    raiseFloor(FIRST);

    assertThat(givenBack).hasSize(2);
    assertThat(reported()).containsExactly(SECOND);
  }

  @Test
  void memory_that_comes_free_before_it_is_known_that_a_stream_waits_is_not_missed() {
    first.sealed(range(FIRST), 0);
    assertThat(reported()).containsExactly(FIRST);
    second.sealed(range(SECOND), 0);

    raiseFloor(FIRST); // that the second waits is not heard of yet

    assertThat(reported()).containsExactly(SECOND);
  }

  @Test
  void what_was_given_back_holds_no_memory() {
    first.sealed(range(FIRST), 0);
    reported();

    raiseFloor(FIRST);

    assertThat(memory.taken()).isZero();
  }

  private StreamIntake.Outlet stream() {
    ArenaShard shard = new ArenaShard(100, memory);
    return new StreamShard(JOB, shard, StagePause.NONE, true, store.getRef()).outlet();
  }

  /** Lets the block store act on what it was told, and returns whose blocks it reports. */
  private List<StreamId> reported() {
    while (store.selfInbox().hasMessages()) {
      store.runOne();
    }
    List<StreamId> streams = new ArrayList<>();
    for (ConductorProtocol.Command message : conductor.getAllReceived()) {
      var report = (ConductorProtocol.BlocksReported) message;
      report.blocks().stream().map(BlockMeta::stream).forEach(streams::add);
    }
    return streams;
  }

  private void raiseFloor(StreamId stream) {
    store.run(
        new BlockStoreProtocol.FloorsRaised(
            new DriverEpoch(1), JOB, Map.of(stream, (long) BLOCK_BYTES), new BatchId(5)));
  }

  private SealedRange range(StreamId stream) {
    ReceiveBuffer buffer = new ReceiveBuffer(ByteBuffer.allocate(BLOCK_BYTES), givenBack::add);
    BlockBuilder builder =
        new BlockBuilder(
            stream, Framing.fixed(BLOCK_BYTES), new BlockLimits(BLOCK_BYTES, 20), 0, 0);
    builder.startConnection();
    builder.use(buffer);
    builder.onRead(BLOCK_BYTES, 0);
    SealedRange range = builder.seal().orElseThrow();
    builder.use(new ReceiveBuffer(ByteBuffer.allocate(BLOCK_BYTES), free -> {}));
    return range;
  }
}
