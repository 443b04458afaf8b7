package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.Effects;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.Terminated;
import io.millrace.config.AblationSettings;
import io.millrace.config.LaneSettings;
import io.millrace.core.block.ArenaShard;
import io.millrace.core.block.Block;
import io.millrace.core.block.CreditAccount;
import io.millrace.core.block.ReadMarks;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
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

class BlockStoreTest {
  private static final WorkerId SELF = new WorkerId("self");
  private static final JobId JOB = new JobId(3);
  private static final StreamId STREAM = new StreamId(0);

  private final TestInbox<ConductorProtocol.Command> conductor = TestInbox.create();
  private final TestInbox<LaneProtocol.Command> lane = TestInbox.create();
  private final TestInbox<ShuffleInbox.Command> shuffles = TestInbox.create();
  private final TestInbox<BlockStoreConsumer.Command> consumer = TestInbox.create();
  private final TestInbox<BlockRequests.PinAnswer> executor = TestInbox.create();
  private final ArenaShard shard = new ArenaShard(1_000, new CreditAccount(10_000));
  private final BehaviorTestKit<BlockStoreProtocol.Command> store =
      BehaviorTestKit.create(
          BlockStore.create(
              SELF,
              new LaneSettings(1_024, 4_096, Duration.ofSeconds(1)),
              AblationSettings.NONE,
              lane.getRef(),
              shuffles.getRef()));

  @BeforeEach
  void open() {
    store.run(new BlockStore.OpenJob(JOB, conductor.getRef()));
    store.run(new BlockStore.OpenStream(JOB, STREAM, 0));
  }

  @Test
  void reports_what_came_together_in_one_message() {
    store.run(stored(block(0, 10)));
    store.run(stored(block(10, 15)));
    store.run(sealedThrough(7, 15));
    assertThat(conductor.hasMessages()).isFalse();

    store.runOne();

    conductor.expectMessage(
        new ConductorProtocol.BlocksReported(
            SELF,
            JOB,
            List.of(block(0, 10).meta(), block(10, 15).meta()),
            List.of(new StreamMark(STREAM, new BatchId(7), 15))));
    assertThat(conductor.hasMessages()).isFalse();
    assertThat(store.selfInbox().hasMessages()).isFalse();
  }

  @Test
  void a_long_report_goes_in_several_messages_with_the_marks_in_the_last() {
    int count = 2 * JobBlocks.MAX_REPORTED + 1;
    for (int from = 0; from < count; from++) {
      store.run(stored(block(from, from + 1)));
    }
    store.run(sealedThrough(7, count));
    store.runOne();

    List<Integer> blocks = new ArrayList<>();
    List<Integer> marks = new ArrayList<>();
    while (conductor.hasMessages()) {
      var report = (ConductorProtocol.BlocksReported) conductor.receiveMessage();
      blocks.add(report.blocks().size());
      marks.add(report.marks().size());
    }
    assertThat(blocks).containsExactly(JobBlocks.MAX_REPORTED, JobBlocks.MAX_REPORTED, 1);
    assertThat(marks).containsExactly(0, 0, 1);
  }

  @Test
  void tells_at_which_position_it_is_stuck_when_a_shard_is_full() {
    store.run(stored(block(0, 10)));
    store.run(sealedThrough(7, 20));
    store.run(new BlockStore.ShardFull(owner(), true));
    store.runOne();

    ConductorProtocol.Command report = conductor.receiveMessage();
    assertThat(((ConductorProtocol.BlocksReported) report).marks())
        .containsExactly(new StreamMark(STREAM, new BatchId(7), 10));
  }

  @Test
  void gives_memory_back_to_its_consumer_when_the_floor_has_passed() {
    store.run(stored(block(0, 10)));

    store.run(floor(1, 9));
    assertThat(consumer.hasMessages()).isFalse();
    store.run(floor(1, 10));

    BlockStoreConsumer.Command release = consumer.receiveMessage();
    assertThat(((BlockStoreConsumer.Release) release).places()).hasSize(1);
    assertThat(shuffles.getAllReceived())
        .containsOnly(new ShuffleInbox.Forget(JOB, new BatchId(5)));
  }

  @Test
  void refuses_floors_of_a_driver_that_was_replaced() {
    store.run(stored(block(0, 10)));
    store.run(floor(2, 0));

    store.run(floor(1, 10));

    assertThat(consumer.hasMessages()).isFalse();
  }

  @Test
  void pins_in_the_order_asked_for_and_frees_when_the_attempt_has_ended() {
    store.run(stored(block(0, 10)));
    store.run(stored(block(10, 15)));
    store.run(pin(1, ref(10, 15), ref(0, 10)));
    assertThat(pinned()).containsExactly(block(10, 15).meta(), block(0, 10).meta());

    store.run(floor(1, 15));
    assertThat(consumer.hasMessages()).isFalse();
    store.run(new BlockRequests.Unpin(JOB, 1));

    BlockStoreConsumer.Command release = consumer.receiveMessage();
    assertThat(((BlockStoreConsumer.Release) release).places()).hasSize(2);
  }

  @Test
  void says_what_is_gone() {
    store.run(pin(1, ref(0, 10)));
    executor.expectMessage(
        new BlockRequests.BlocksGone(
            1, "the block of stream 0 at position 0 is not on worker self"));

    store.run(new BlockRequests.PinBlocks(new JobId(9), 2, List.of(ref(0, 10)), executor.getRef()));
    executor.expectMessage(new BlockRequests.BlocksGone(2, "job 9 is not open on worker self"));
  }

  @Test
  void a_closed_job_frees_what_is_here_and_what_still_comes() {
    store.run(stored(block(0, 10)));

    store.run(new BlockStore.CloseJob(JOB));
    store.run(stored(block(10, 15)));

    assertThat(consumer.getAllReceived()).hasSize(2);
  }

  @Test
  void stops_with_a_consumer_whose_blocks_would_be_missing() {
    store.run(new BlockStore.ConsumerStarted(consumer.getRef()));
    store.expectEffect(Effects.watched(consumer.getRef()));

    store.signal(new Terminated(consumer.getRef().unsafeUpcast()));

    assertThat(store.isAlive()).isFalse();
  }

  private List<BlockMeta> pinned() {
    BlockRequests.PinAnswer answer = executor.receiveMessage();
    return ((BlockRequests.BlocksPinned) answer).blocks().stream().map(Block::meta).toList();
  }

  private BlockRequests.PinBlocks pin(long pin, BlockRef... refs) {
    return new BlockRequests.PinBlocks(JOB, pin, List.of(refs), executor.getRef());
  }

  private BlockStore.BlocksStored stored(Block block) {
    ArenaShard.Place place = shard.store(ByteBuffer.allocate(block.meta().length())).orElseThrow();
    BlockStore.Stored stored = new BlockStore.Stored(JOB, block, place, 0);
    return new BlockStore.BlocksStored(owner(), List.of(stored));
  }

  private ShardOwner owner() {
    return new ShardOwner.Consumer(consumer.getRef());
  }

  private static BlockStore.SealedThrough sealedThrough(long batch, long position) {
    return new BlockStore.SealedThrough(JOB, new StreamMark(STREAM, new BatchId(batch), position));
  }

  private static BlockStoreProtocol.FloorsRaised floor(long epoch, long position) {
    return new BlockStoreProtocol.FloorsRaised(
        new DriverEpoch(epoch), JOB, Map.of(STREAM, position), new BatchId(5));
  }

  private static BlockRef ref(long from, long to) {
    return new BlockRef(block(from, to).meta(), SELF);
  }

  private static Block block(long from, long to) {
    BlockMeta meta = new BlockMeta(new BlockId(STREAM, from), to, 0);
    return new Block(meta, new byte[20], 0, new ReadMarks(new int[0], new long[0]), 0);
  }
}
