package io.millrace.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import com.google.protobuf.MessageLite;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.wire.ConductorWire;
import io.millrace.protocol.wire.ExecutorWire;
import io.millrace.protocol.wire.LaneWire;
import io.millrace.protocol.wire.ModelWire;
import io.millrace.protocol.wire.TaskWire;
import io.millrace.protocol.wire.WorkerWire;
import java.io.NotSerializableException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineSerializerTest {
  private static final int SEEDS = 40;
  private static final StageRun RUN = new StageRun(new JobId(1), new BatchId(7), 1, 0);

  private static ActorTestKit kit;
  private static EngineSerializer serializer;
  private static List<ActorRef<?>> refs;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
    serializer = Serializers.of(kit.system());
    refs = Serializers.refs(kit);
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  static Iterable<Class<?>> messages() {
    return MessageTypes.wire();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_comes_back_from_an_array_as_it_was(Class<?> type) throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Object message = new RandomRecords(seed, refs).next(type);
      Object read =
          serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message));
      assertSame(read, message, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_comes_back_from_a_reused_buffer_as_it_was(Class<?> type) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (long seed = 0; seed < SEEDS; seed++) {
      Object message = new RandomRecords(seed, refs).next(type);
      // Artery's own header comes before the message.
      buffer.clear().position(28);
      serializer.toBinary(message, buffer);
      buffer.flip().position(28);
      assertThat(buffer.remaining()).isEqualTo(serializer.toBinary(message).length);
      Object read = serializer.fromBinary(buffer, serializer.manifest(message));
      overwrite(buffer);
      assertSame(read, message, seed);
    }
  }

  private static void overwrite(ByteBuffer buffer) {
    buffer.clear();
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0x55);
    }
  }

  private static void assertSame(Object read, Object message, long seed) {
    assertThat(read).as("seed %d", seed).hasSameClassAs(message);
    assertThat(RandomRecords.describe(read))
        .as("seed %d", seed)
        .isEqualTo(RandomRecords.describe(message));
  }

  /** A cut at the end of a field leaves a shorter message, which may be whole again. */
  @ParameterizedTest
  @MethodSource("messages")
  void cut_off_bytes_give_a_whole_message_or_say_what_is_wrong(Class<?> type) {
    Object message = new RandomRecords(3, refs).next(type);
    byte[] bytes = serializer.toBinary(message);
    for (int length = 0; length < bytes.length; length++) {
      assertReadsOrRefuses(Arrays.copyOf(bytes, length), message);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void garbage_gives_a_whole_message_or_says_what_is_wrong(Class<?> type) {
    Object message = new RandomRecords(3, refs).next(type);
    byte[] bytes = serializer.toBinary(message);
    for (long seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      byte[] garbled = bytes.clone();
      for (int i = 0; i < 3 && garbled.length > 0; i++) {
        garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
      }
      assertReadsOrRefuses(garbled, message);
    }
  }

  private static void assertReadsOrRefuses(byte[] bytes, Object message) {
    try {
      Object read = serializer.fromBinary(bytes, serializer.manifest(message));
      // A task without a sink is whole.
      assertThat(RandomRecords.describe(read)).doesNotContainPattern("(?<!sink|code)=null|\\[null");
    } catch (NotSerializableException e) {
      assertThat(e)
          .hasMessageContaining("can't be read: ")
          .hasMessageContaining(message.getClass().getSimpleName())
          .hasMessageNotContaining("null")
          .hasCauseInstanceOf(Exception.class);
    }
  }

  @Test
  void bytes_behind_a_stray_end_of_a_group_are_refused() {
    byte[] ack = serializer.toBinary(new LaneProtocol.Ack(new WorkerId("w-1"), 5));
    byte[] strayed = new byte[ack.length + 3];
    System.arraycopy(ack, 0, strayed, 0, ack.length);
    strayed[ack.length] = (9 << 3) | 4;
    assertThatThrownBy(() -> serializer.fromBinary(strayed, "la1"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageStartingWith("Ack (manifest 'la1') can't be read: ");
  }

  @Test
  void an_unknown_manifest_is_refused_by_name() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "zz9"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("manifest 'zz9' is unknown here");
  }

  @Test
  void an_object_that_is_no_message_is_refused_by_name() {
    assertThatThrownBy(() -> serializer.manifest("hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String has no codec");
  }

  @Test
  void a_message_too_large_for_the_buffer_overflows_it() {
    var chunk = new LanePayload.ShuffleChunk(new ShuffleKey(RUN, 0, 0, 1, 0), 0, 1, new byte[1000]);
    var frame = new LaneProtocol.Frame(new WorkerId("w-1"), 0, chunk);
    for (ByteBuffer small : List.of(ByteBuffer.allocateDirect(900), ByteBuffer.allocate(900))) {
      assertThatExceptionOfType(BufferOverflowException.class)
          .isThrownBy(() -> serializer.toBinary(frame, small));
    }
  }

  @Test
  void a_missing_part_is_named() {
    assertRefused("la1", LaneWire.Ack.newBuilder().setNext(3).build(), "Ack.from is missing");
    assertRefused(
        "lf1", LaneWire.Frame.newBuilder().setFrom("w").build(), "Frame.payload is missing");
    assertRefused(
        "er1",
        ExecutorWire.RunTasks.newBuilder().setBinary("b").build(),
        "RunTasks.run is missing");
  }

  @Test
  void a_path_that_names_no_actor_is_refused() {
    assertRefused(
        "wr1",
        WorkerWire.Registered.newBuilder().setRegistry("somewhere").build(),
        "Registered.registry is no path of an actor: 'somewhere'");
  }

  @Test
  void columns_of_different_lengths_are_refused() {
    var blocks = ModelWire.Blocks.newBuilder().addStream(1).addFrom(1).addLength(1);
    assertRefused(
        "cb1",
        ConductorWire.BlocksReported.newBuilder().setWorker("w").setBlocks(blocks).build(),
        "Blocks has columns of different lengths, 1 and 0");
  }

  @Test
  void an_index_outside_the_table_of_workers_is_refused() {
    var sink = TaskWire.SinkTarget.newBuilder().setOwner(2);
    var task =
        TaskWire.TaskSpec.newBuilder()
            .setBlocks(TaskWire.HeldBlocks.getDefaultInstance())
            .addSinks(sink);
    assertRefused(
        "er1",
        ExecutorWire.RunTasks.newBuilder()
            .setRun(ModelWire.StageRun.getDefaultInstance())
            .setBinary("b")
            .addWorkers("w-1")
            .addTasks(task)
            .build(),
        "SinkTarget.owner is worker 2 of a table of 1");
  }

  private static void assertRefused(String manifest, MessageLite wire, String because) {
    assertThatThrownBy(() -> serializer.fromBinary(wire.toByteArray(), manifest))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageEndingWith("can't be read: " + because);
  }

  @Test
  void a_dispatch_names_each_worker_once() {
    var first = new WorkerId("first-worker");
    var second = new WorkerId("second-worker");
    var block = new BlockMeta(new BlockId(new StreamId(0), 5_000_000), 5_001_000, 0);
    var input = new TaskInput.Blocks(Collections.nCopies(10, new BlockRef(block, first)));
    var sink = new SinkTarget(1, 0, second, BatchId.NONE, 0, 1);
    List<TaskSpec> tasks =
        IntStream.range(0, 20).mapToObj(i -> new TaskSpec(i, 1, input, List.of(sink))).toList();
    var dispatch =
        new ExecutorProtocol.RunTasks(
            new DriverEpoch(1),
            RUN,
            new TaskBinaryId("a".repeat(64)),
            List.of(new ShuffleRoute(0, 0, Collections.nCopies(16, second))),
            tasks);

    byte[] bytes = serializer.toBinary(dispatch);

    assertThat(occurrences(bytes, first.value())).isEqualTo(1);
    assertThat(occurrences(bytes, second.value())).isEqualTo(1);
  }

  @Test
  void a_reported_block_takes_few_bytes() {
    List<BlockMeta> blocks =
        IntStream.range(0, 100)
            .mapToObj(
                i -> {
                  long from = 1_000_000_000L + 50_000L * i;
                  return new BlockMeta(new BlockId(new StreamId(3), from), from + 50_000, 0);
                })
            .toList();
    var report =
        new ConductorProtocol.BlocksReported(new WorkerId("w-1"), new JobId(1), blocks, List.of());

    // A stream of 1 byte, a position of 5, a length of 3 and a connection of 1.
    assertThat(serializer.toBinary(report).length).isBetween(1000, 1040);
  }

  private static int occurrences(byte[] bytes, String word) {
    return new String(bytes, StandardCharsets.ISO_8859_1).split(word, -1).length - 1;
  }
}
