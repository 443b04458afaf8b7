package io.millrace.actors.worker;

import static io.millrace.actors.worker.ExecutorNode.compile;
import static io.millrace.actors.worker.ExecutorNode.readsBlock;
import static io.millrace.actors.worker.ExecutorNode.stage;
import static io.millrace.actors.worker.ExecutorNode.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.ShardWriter;
import io.millrace.config.AblationSettings;
import io.millrace.config.BlockStoreSettings;
import io.millrace.config.BlockStoreSettings.StoredBy;
import io.millrace.config.LaneSettings;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.BlockLimits;
import io.millrace.core.block.ReceiveBuffer;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.FilterFunction;
import io.millrace.dsl.Framing;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import io.millrace.testkit.ActorKitExtension;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left out by {@code millrace.ablation} is not done, and everything else is. */
class AblationTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final JobId JOB = new JobId(3);
  private static final WorkerId SELF = new WorkerId("self");
  private static final StreamId STREAM = new StreamId(0);
  private static final int TASKS = 5;
  private static final ClassLoader LOADER = AblationTest.class.getClassLoader();

  /** Copies of {@link Counted} that were read. */
  private static final AtomicInteger copies = new AtomicInteger();

  private final TestInbox<BlockStoreProtocol.Command> blockStore = TestInbox.create();
  private final TestInbox<ConductorProtocol.Command> conductor = TestInbox.create();

  @Test
  void a_slot_reads_the_binary_once_and_without_the_cache_for_every_task() {
    copies.set(0);
    long hits = runTasks(node(Map.of()), counted(), LOADER);
    assertThat(copies).as("when it was prepared, and by its slot").hasValue(2);
    assertThat(hits).isEqualTo(TASKS);

    copies.set(0);
    ExecutorNode without = node(Map.of("millrace.ablation.binary-cache", "off"));
    hits = runTasks(without, counted(), LOADER);
    assertThat(copies).hasValue(1 + TASKS);
    assertThat(hits).isZero();
  }

  @Test
  void connectors_are_looked_up_for_every_task_where_set_up_is_not_lazy() {
    Lookups lookups = new Lookups();
    runTasks(node(Map.of()), plain(), lookups);
    assertThat(lookups.number).hasValue(0);

    runTasks(node(Map.of("millrace.ablation.lazy-set-up", "off")), plain(), lookups);
    assertThat(lookups.number).hasValue(TASKS);
  }

  @Test
  void without_the_ledger_a_task_reports_counts_alone() {
    ExecutorNode node = node(Map.of("millrace.ablation.ledger", "off"));
    List<TaskBinary> binaries = counted();
    node.prepare(binaries);

    node.run(stage(0, 0), binaries.get(0), 0, List.of(readsBlock(0, 1)));
    node.pin("a\nb\n");

    TaskReport report = succeeded(node.report()).get(0).report();
    assertThat(report.records()).isEqualTo(2);
    assertThat(report.blocks()).isEmpty();
  }

  @Test
  void without_checksums_none_is_computed() {
    assertThat(stored(consumer(AblationSettings.NONE), 0).get(0).checksum())
        .isNotEqualTo(ShardWriter.UNCHECKED);
    assertThat(stored(consumer(new AblationSettings(true, false, true, true, true)), 0))
        .extracting(BlockStore.Stored::checksum)
        .containsExactly(ShardWriter.UNCHECKED);
  }

  @Test
  void without_coalescing_each_block_is_told_by_itself() {
    assertThat(stored(consumer(AblationSettings.NONE), 2)).hasSize(3);
    assertThat(stored(consumer(withoutCoalescing()), 2)).hasSize(1);
    assertThat(blockStore.getAllReceived()).as("the other two").hasSize(2);
  }

  @Test
  void without_coalescing_each_block_is_reported_by_itself() {
    TestInbox<LaneProtocol.Command> lane = TestInbox.create();
    TestInbox<ShuffleInbox.Command> shuffles = TestInbox.create();
    BehaviorTestKit<BlockStoreProtocol.Command> store =
        BehaviorTestKit.create(
            BlockStore.create(
                SELF,
                new LaneSettings(1_024, 4_096, Duration.ofSeconds(1)),
                withoutCoalescing(),
                lane.getRef(),
                shuffles.getRef()));
    store.run(new BlockStore.OpenJob(JOB, conductor.getRef()));
    store.run(new BlockStore.OpenStream(JOB, STREAM, 0));

    BehaviorTestKit<BlockStoreConsumer.Command> consumer = consumer(withoutCoalescing());
    consumer.run(store("a\n", 0));
    consumer.run(store("b\n", 2));
    blockStore.getAllReceived().stream()
        .filter(BlockStore.BlocksStored.class::isInstance)
        .forEach(store::run);

    assertThat(conductor.getAllReceived()).hasSize(2);
    assertThat(store.selfInbox().hasMessages()).isFalse();
  }

  private static AblationSettings withoutCoalescing() {
    return new AblationSettings(true, true, false, true, true);
  }

  private ExecutorNode node(Map<String, Object> settings) {
    return new ExecutorNode(actors.kit(), System::nanoTime, StagePause.NONE, settings);
  }

  /** The hits in the cache. */
  private static long runTasks(ExecutorNode node, List<TaskBinary> binaries, ClassLoader loader) {
    assertThat(node.prepare(binaries, loader).failure()).isNull();
    long hits = 0;
    for (int batch = 0; batch < TASKS; batch++) {
      node.run(stage(batch, 0), binaries.get(0), 0, List.of(readsBlock(0, 1)));
      node.pin("a\n");
      StageReport report = node.report();
      assertThat(succeeded(report)).hasSize(1);
      assertThat(node.output()).isEqualTo("a\n");
      node.unpinned();
      hits += report.cache().hits();
    }
    return hits;
  }

  private static List<TaskBinary> counted() {
    return compile(Decoders.lines(), lines -> lines.filter(new Counted()).to(Sinks.console()));
  }

  /** Without a class that another loader would not have. */
  private static List<TaskBinary> plain() {
    return compile(Decoders.lines(), lines -> lines.to(Sinks.console()));
  }

  private BehaviorTestKit<BlockStoreConsumer.Command> consumer(AblationSettings ablation) {
    return BehaviorTestKit.create(
        BlockStoreConsumer.create(
            new BlockStoreSettings(StoredBy.CONSUMERS, 1, 8_192, 4_096),
            ablation,
            blockStore.getRef(),
            StagePause.NONE));
  }

  /** Stores blocks, and gives those of the first message that tells of any. */
  private List<BlockStore.Stored> stored(
      BehaviorTestKit<BlockStoreConsumer.Command> consumer, int more) {
    for (int block = 0; block <= more; block++) {
      consumer.run(store("a\n", 2L * block));
    }
    if (consumer.selfInbox().hasMessages()) {
      consumer.runOne();
    }
    BlockStoreProtocol.Command message = blockStore.receiveMessage();
    while (!(message instanceof BlockStore.BlocksStored)) {
      message = blockStore.receiveMessage();
    }
    return ((BlockStore.BlocksStored) message).blocks();
  }

  private static BlockStoreConsumer.StoreBlock store(String content, long position) {
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    BlockBuilder builder =
        new BlockBuilder(STREAM, Framing.line(), new BlockLimits(4_000, 100), position, 0);
    builder.startConnection();
    builder.use(new ReceiveBuffer(ByteBuffer.allocateDirect(4_000), free -> {}));
    builder.target().put(bytes);
    builder.onRead(bytes.length, 77);
    SealedRange range = builder.seal().orElseThrow();
    return new BlockStoreConsumer.StoreBlock(JOB, range, 99);
  }

  /** Counts how often it is read from a binary. */
  private static final class Counted implements FilterFunction<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean test(String line) {
      return true;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      copies.incrementAndGet();
    }
  }

  /** Counts how often connectors are looked up. */
  private static final class Lookups extends ClassLoader {
    private final AtomicInteger number = new AtomicInteger();

    Lookups() {
      super(AblationTest.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (name.endsWith("ConnectorProvider")) {
        number.incrementAndGet();
      }
      return super.getResources(name);
    }
  }
}
