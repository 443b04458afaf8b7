package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.millrace.actors.shared.StagePause;
import io.millrace.config.AblationSettings;
import io.millrace.config.BlockStoreSettings;
import io.millrace.config.BlockStoreSettings.StoredBy;
import io.millrace.config.LaneSettings;
import io.millrace.core.block.Block;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.BlockLimits;
import io.millrace.core.block.ReceiveBuffer;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.Framing;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two block stores; what their lanes would carry passes the real codec. */
class BlockCopyTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final WorkerId HOLDER = new WorkerId("holder");
  private static final WorkerId ASKER = new WorkerId("asker");
  private static final JobId JOB = new JobId(3);
  private static final StreamId STREAM = new StreamId(0);
  private static final int CHUNK = 1_024;

  private final TestProbe<ConductorProtocol.Command> conductor = actors.kit().createTestProbe();
  private final TestProbe<LaneProtocol.Command> holderLane = actors.kit().createTestProbe();
  private final TestProbe<LaneProtocol.Command> askerLane = actors.kit().createTestProbe();
  private final TestProbe<LaneProtocol.Command> wire = actors.kit().createTestProbe();
  private final TestProbe<ShuffleInbox.Command> shuffles = actors.kit().createTestProbe();
  private final TestProbe<BlockRequests.PinAnswer> executor = actors.kit().createTestProbe();
  private final ActorRef<BlockStoreProtocol.Command> holder = store(HOLDER, holderLane);
  private final ActorRef<BlockStoreProtocol.Command> asker = store(ASKER, askerLane);

  @BeforeEach
  void open() {
    holder.tell(new BlockStore.OpenStream(JOB, STREAM, 0));
    asker.tell(new BlockStore.PeersHere(Set.of(HOLDER, ASKER)));
  }

  @Test
  void a_block_comes_over_in_parts_as_it_was() {
    String content = "0123456789abcde\n".repeat(160);
    SealedRange range = sealed(content);
    BlockMeta meta = storeAtHolder(range);

    pin(1, meta);
    pass(askerLane, HOLDER, holder);
    for (int part = 0; part < 3; part++) {
      executor.expectNoMessage(Duration.ZERO);
      LanePayload.BlockCopy copy = (LanePayload.BlockCopy) pass(holderLane, ASKER, asker);
      assertThat(copy.bytes().length).isEqualTo(part < 2 ? CHUNK : 2_560 - 2 * CHUNK);
    }

    Block block = executor.expectMessageClass(BlockRequests.BlocksPinned.class).blocks().get(0);
    assertThat(block.meta()).isEqualTo(meta);
    assertThat(text(block)).isEqualTo(content);
    assertThat(block.reads().ends()).containsExactly(2_560);
    assertThat(block.reads().nanos()).containsExactly(77);
    assertThat(block.sealedNanos()).isEqualTo(99);
  }

  @Test
  void a_second_attempt_shares_the_copy_and_asks_no_more() {
    BlockMeta meta = storeAtHolder(sealed("a\n"));
    pin(1, meta);
    pin(2, meta);
    pass(askerLane, HOLDER, holder);
    pass(holderLane, ASKER, asker);

    List<Object> answered =
        Arrays.asList(pinned(executor.receiveMessage()), pinned(executor.receiveMessage()));
    assertThat(answered).containsExactlyInAnyOrder(1L, 2L);
    asker.tell(new BlockRequests.Unpin(JOB, 1));
    pin(3, meta);
    assertThat(pinned(executor.receiveMessage())).isEqualTo(3L);
    askerLane.expectNoMessage(Duration.ZERO);
  }

  @Test
  void a_block_that_the_holder_has_no_more_is_said_to_be_gone() {
    BlockMeta never = sealed("never stored\n").meta();

    pin(1, never);
    pass(askerLane, HOLDER, holder);
    assertThat(pass(holderLane, ASKER, asker)).isInstanceOf(LanePayload.BlockMissing.class);

    executor.expectMessage(
        new BlockRequests.BlocksGone(
            1, "the block of stream 0 at position 0 is not on worker holder"));
  }

  @Test
  void who_waits_for_a_worker_that_leaves_hears_that_its_blocks_are_gone() {
    BlockMeta meta = storeAtHolder(sealed("a\n"));
    pin(1, meta);

    asker.tell(new BlockStore.PeersHere(Set.of(ASKER)));
    assertThat(executor.expectMessageClass(BlockRequests.BlocksGone.class).pin()).isEqualTo(1);

    pin(2, meta);
    assertThat(executor.expectMessageClass(BlockRequests.BlocksGone.class).pin()).isEqualTo(2);
  }

  /** Carries the next payload from a lane to the other store. */
  private LanePayload pass(
      TestProbe<LaneProtocol.Command> lane,
      WorkerId to,
      ActorRef<BlockStoreProtocol.Command> store) {
    LaneRequests.Send send = lane.expectMessageClass(LaneRequests.Send.class);
    assertThat(send.to()).isEqualTo(to);
    wire.ref().tell(new LaneProtocol.Frame(HOLDER, 0, send.payload()));
    LanePayload payload = wire.expectMessageClass(LaneProtocol.Frame.class).payload();
    store.tell(new BlockRequests.FromLane(payload));
    return payload;
  }

  private void pin(long pin, BlockMeta meta) {
    asker.tell(
        new BlockRequests.PinBlocks(JOB, pin, List.of(new BlockRef(meta, HOLDER)), executor.ref()));
  }

  private static Object pinned(BlockRequests.PinAnswer answer) {
    return ((BlockRequests.BlocksPinned) answer).pin();
  }

  private BlockMeta storeAtHolder(SealedRange range) {
    BlockMeta meta = range.meta();
    actors
        .kit()
        .spawn(
            BlockStoreConsumer.create(
                new BlockStoreSettings(StoredBy.CONSUMERS, 1, 8_192, 4_096),
                AblationSettings.NONE,
                holder,
                StagePause.NONE))
        .tell(new BlockStoreConsumer.StoreBlock(JOB, range, 99));
    conductor.expectMessageClass(ConductorProtocol.BlocksReported.class);
    return meta;
  }

  private ActorRef<BlockStoreProtocol.Command> store(
      WorkerId self, TestProbe<LaneProtocol.Command> lane) {
    LaneSettings settings = new LaneSettings(CHUNK, 8_192, Duration.ofSeconds(1));
    ActorRef<BlockStoreProtocol.Command> store =
        actors
            .kit()
            .spawn(
                BlockStore.create(
                    self, settings, AblationSettings.NONE, lane.ref(), shuffles.ref()));
    store.tell(new BlockStore.OpenJob(JOB, conductor.ref()));
    return store;
  }

  private static SealedRange sealed(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    BlockBuilder builder =
        new BlockBuilder(STREAM, Framing.line(), new BlockLimits(4_000, 100), 0, 0);
    builder.startConnection();
    builder.use(new ReceiveBuffer(ByteBuffer.allocateDirect(4_000), free -> {}));
    builder.target().put(bytes);
    builder.onRead(bytes.length, 77);
    return builder.seal().orElseThrow();
  }

  private static String text(Block block) {
    return new String(
        block.bytes(), block.offset(), block.meta().length(), StandardCharsets.US_ASCII);
  }
}
