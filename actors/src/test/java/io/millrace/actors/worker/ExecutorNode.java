package io.millrace.actors.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.millrace.actors.shared.StagePause;
import io.millrace.config.DeadLetterSettings;
import io.millrace.config.MillraceSettings;
import io.millrace.core.block.Block;
import io.millrace.core.block.ReadMarks;
import io.millrace.core.gate.Parts;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload.SinkOutput;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.core.plan.PlanCompiler;
import io.millrace.core.time.Clock;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoder;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.ExecutorProtocol.TaskBinaryFetched;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.SchedulerProtocol;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An executor with real slots, lane and shuffle inbox; the test itself stands for the block store,
 * the sink writer and the driver.
 */
final class ExecutorNode {
  static final WorkerId SELF = new WorkerId("w-1");
  static final JobId JOB = new JobId(1);
  static final DriverEpoch EPOCH = new DriverEpoch(5);

  final TestProbe<BlockStoreProtocol.Command> blockStore;
  final TestProbe<SinkWriter.Command> sinkWriter;
  final TestProbe<JobProtocol.Command> job;
  final TestProbe<SchedulerProtocol.Command> scheduler;
  final ActorRef<ExecutorProtocol.Command> executor;
  private final JobRefs refs;
  private final DeadLetterSettings deadLetter;
  private final TestProbe<Executor.Prepared> prepared;

  /**
   * Starts it.
   *
   * @param settings beside that it has one slot
   */
  ExecutorNode(ActorTestKit kit, Clock clock, StagePause pause, Map<String, Object> settings) {
    blockStore = kit.createTestProbe();
    sinkWriter = kit.createTestProbe();
    job = kit.createTestProbe();
    scheduler = kit.createTestProbe();
    prepared = kit.createTestProbe();
    TestProbe<ConductorProtocol.Command> conductor = kit.createTestProbe();
    refs = new JobRefs(job.ref(), conductor.ref(), scheduler.ref());
    MillraceSettings parsed =
        MillraceSettings.from(
            ConfigFactory.parseMap(settings)
                .withFallback(ConfigFactory.parseMap(Map.of("millrace.executor.slots", 1)))
                .withFallback(ConfigFactory.load())
                .resolve());
    deadLetter = parsed.deadLetter();
    ActorRef<LaneProtocol.Command> lane = kit.spawn(Lane.create(SELF, parsed.lane()));
    ActorRef<ShuffleInbox.Command> shuffles = kit.spawn(ShuffleInbox.create(SELF, lane));
    shuffles.tell(new ShuffleInbox.Open(JOB));
    lane.tell(new Lane.Routes(blockStore.ref(), shuffles));
    shuffles.tell(new ShuffleInbox.Open(JOB));
    lane.tell(new Lane.SinkRoute(JOB, sinkWriter.ref()));
    executor =
        kit.spawn(Executor.create(SELF, parsed, clock, blockStore.ref(), shuffles, lane, pause));
  }

  /** Compiles a job over a decoder's records. */
  static <T> List<TaskBinary> compile(Decoder<T> decoder, Consumer<DStream<T>> job) {
    StreamContext context = new StreamContext("job-under-test");
    job.accept(context.source(Sources.socket("localhost", 9999), decoder));
    return PlanCompiler.compile(context.plan(), 2, new byte[0]).binaries();
  }

  Executor.Prepared prepare(List<TaskBinary> binaries) {
    return prepare(binaries, ExecutorNode.class.getClassLoader());
  }

  /**
   * Has a job loaded.
   *
   * @param loader of its classes
   */
  Executor.Prepared prepare(List<TaskBinary> binaries, ClassLoader loader) {
    executor.tell(
        new Executor.Prepare(
            JOB,
            "job-under-test",
            binaries,
            refs,
            JobClasses.ofNode(loader, List.of()),
            deadLetter,
            prepared.ref()));
    return prepared.receiveMessage();
  }

  void run(StageRun run, TaskBinary binary, int partitions, List<TaskSpec> tasks) {
    run(EPOCH, run, binary, partitions, tasks);
  }

  void run(
      DriverEpoch epoch, StageRun run, TaskBinary binary, int partitions, List<TaskSpec> tasks) {
    ShuffleRoute route = new ShuffleRoute(0, run.stage(), Collections.nCopies(partitions, SELF));
    List<ShuffleRoute> routes = partitions == 0 ? List.of() : List.of(route);
    executor.tell(new RunTasks(epoch, run, binary.id(), routes, tasks));
  }

  void fetched(TaskBinary binary) {
    executor.tell(new TaskBinaryFetched(EPOCH, JOB, binary));
  }

  BlockRequests.PinBlocks pinAsked() {
    return blockStore.expectMessageClass(BlockRequests.PinBlocks.class);
  }

  /** Answers the next request to pin with blocks of text. */
  void pin(String text) {
    pinned(pinAsked(), text);
  }

  void pinned(BlockRequests.PinBlocks asked, String text) {
    asked.replyTo().tell(new BlockRequests.BlocksPinned(asked.pin(), List.of(block(text))));
  }

  /** Waits until the blocks of an attempt are let go. */
  BlockRequests.Unpin unpinned() {
    return blockStore.expectMessageClass(BlockRequests.Unpin.class);
  }

  StageReport report() {
    return scheduler.expectMessageClass(StageReport.class);
  }

  /** The text that the next task of the last stage wrote for the sink, all parts of it. */
  String output() {
    SinkOutput first = sinkWriter.expectMessageClass(SinkWriter.Output.class).output();
    Parts parts = new Parts(first.parts());
    parts.add(first.part(), first.bytes());
    while (!parts.complete()) {
      SinkOutput next = sinkWriter.expectMessageClass(SinkWriter.Output.class).output();
      parts.add(next.part(), next.bytes());
    }
    return new String(parts.joined(), UTF_8);
  }

  static StageRun stage(long batch, int stage) {
    return new StageRun(JOB, new BatchId(batch), 1, stage);
  }

  /** A task over a block that is known by its index. */
  static TaskSpec readsBlock(int index, int outputs) {
    BlockRef ref = new BlockRef(block("x".repeat(index + 1)).meta(), SELF);
    List<SinkTarget> sinks =
        outputs == 0
            ? List.of()
            : List.of(new SinkTarget(0, 0, SELF, BatchId.NONE, index, outputs));
    return new TaskSpec(index, 1, new TaskInput.Blocks(List.of(ref)), sinks);
  }

  /** A task over what the tasks of the stage before have reported for a partition. */
  static TaskSpec readsShuffle(int partition, StageReport before, boolean last) {
    int stage = before.run().stage();
    List<MapOutput> outputs =
        before.outcomes().stream()
            .map(TaskOutcome.Succeeded.class::cast)
            .filter(outcome -> chunks(outcome, partition) > 0)
            .map(
                outcome ->
                    new MapOutput(
                        stage, outcome.index(), outcome.attempt(), chunks(outcome, partition)))
            .toList();
    List<SinkTarget> sinks =
        last ? List.of(new SinkTarget(0, partition, SELF, BatchId.NONE, 0, 1)) : List.of();
    TaskInput input = new TaskInput.Shuffled(stage, partition, SELF, outputs);
    return new TaskSpec(partition, 1, input, sinks);
  }

  /** How many a task sent to a partition of the one shuffle behind it. */
  static int chunks(TaskOutcome.Succeeded outcome, int partition) {
    return outcome.chunks().get(0).chunks().get(partition);
  }

  static List<TaskOutcome.Succeeded> succeeded(StageReport report) {
    return report.outcomes().stream()
        .filter(TaskOutcome.Succeeded.class::isInstance)
        .map(TaskOutcome.Succeeded.class::cast)
        .toList();
  }

  static Block block(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    BlockMeta meta = new BlockMeta(new BlockId(new StreamId(3), 100), 100 + bytes.length, 0);
    ReadMarks reads = new ReadMarks(new int[] {bytes.length}, new long[] {0});
    return new Block(meta, bytes, 0, reads, 0);
  }
}
