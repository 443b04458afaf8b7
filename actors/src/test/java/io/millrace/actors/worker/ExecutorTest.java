package io.millrace.actors.worker;

import static io.millrace.actors.worker.ExecutorNode.JOB;
import static io.millrace.actors.worker.ExecutorNode.compile;
import static io.millrace.actors.worker.ExecutorNode.readsBlock;
import static io.millrace.actors.worker.ExecutorNode.readsShuffle;
import static io.millrace.actors.worker.ExecutorNode.stage;
import static io.millrace.actors.worker.ExecutorNode.succeeded;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskSpec;
import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.MapFunction;
import io.millrace.dsl.Sinks;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import io.millrace.testkit.ActorKitExtension;
import io.millrace.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExecutorTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private final ManualClock clock = new ManualClock(1_000_000_000);

  @Test
  void a_word_count_over_two_stages_yields_what_counting_yields() {
    ExecutorNode node = node(Map.of("millrace.lane.chunk-bytes", "1KiB"));
    List<TaskBinary> binaries =
        compile(
            Decoders.lines(),
            lines ->
                lines
                    .flatMap(line -> Arrays.asList(line.split(" ")))
                    .keyBy(word -> word)
                    .count()
                    .to(Sinks.console()));
    node.prepare(binaries);
    List<String> texts = List.of(text(1), text(2), text(3));

    List<TaskSpec> maps = List.of(readsBlock(0, 0), readsBlock(1, 0), readsBlock(2, 0));
    node.run(stage(7, 0), binaries.get(0), 2, maps);
    texts.forEach(node::pin);
    StageReport mapped = node.report();
    node.run(
        stage(7, 1),
        binaries.get(1),
        0,
        List.of(readsShuffle(0, mapped, true), readsShuffle(1, mapped, true)));
    StageReport reduced = node.report();

    Map<String, String> counted = new TreeMap<>();
    while (counted.size() < expected(texts).size()) {
      node.output().lines().forEach(line -> counted.put(line.split("\t")[0], line.split("\t")[1]));
    }
    assertThat(counted).isEqualTo(expected(texts));
    assertThat(succeeded(mapped))
        .hasSize(3)
        .anyMatch(outcome -> ExecutorNode.chunks(outcome, 0) > 1);
    assertThat(succeeded(reduced)).allMatch(outcome -> outcome.report().shuffleBytesIn() > 1024);
  }

  @Test
  void a_function_that_throws_fails_its_task_by_name_and_the_cache_outlives_it() {
    ExecutorNode node = node(Map.of());
    List<TaskBinary> binaries = compile(Decoders.lines(), lines -> failingOnBad(lines));
    assertThat(node.prepare(binaries).cache().misses()).isEqualTo(1);

    node.run(stage(1, 0), binaries.get(0), 0, List.of(readsBlock(0, 1)));
    node.pin("good\nbad\n");
    TaskOutcome outcome = node.report().outcomes().get(0);
    node.unpinned();
    node.run(stage(2, 0), binaries.get(0), 0, List.of(readsBlock(0, 1)));
    node.pin("good\n");

    assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
    TaskOutcome.Failed failed = (TaskOutcome.Failed) outcome;
    assertThat(failed.failure().operator()).isEqualTo("culprit");
    assertThat(failed.failure().message()).contains("no bad words");
    StageReport next = node.report();
    assertThat(succeeded(next)).hasSize(1);
    assertThat(next.cache().hits()).isEqualTo(1);
    assertThat(next.cache().misses()).isZero();
    assertThat(node.output()).isEqualTo("good\n");
  }

  @Test
  void a_dispatch_that_comes_again_is_not_run_again_but_reported_again_once_done() {
    ExecutorNode node = node(Map.of());
    List<TaskBinary> binaries = compile(Decoders.lines(), lines -> lines.to(Sinks.console()));
    node.prepare(binaries);
    List<TaskSpec> tasks = List.of(readsBlock(0, 1));

    node.run(stage(1, 0), binaries.get(0), 0, tasks);
    BlockRequests.PinBlocks asked = node.pinAsked();
    node.run(stage(1, 0), binaries.get(0), 0, tasks);
    node.pinned(asked, "a\n");
    StageReport first = node.report();
    assertThat(node.unpinned().pin()).isEqualTo(asked.pin());
    node.run(stage(1, 0), binaries.get(0), 0, tasks);
    StageReport again = node.report();
    node.run(stage(2, 0), binaries.get(0), 0, tasks);
    node.pin("b\n");

    assertThat(again.run()).isEqualTo(first.run());
    assertThat(again.outcomes()).hasSize(1);
    assertThat(succeeded(again).get(0).report().records())
        .isEqualTo(succeeded(first).get(0).report().records());
    assertThat(node.report().run()).isEqualTo(stage(2, 0));
    assertThat(List.of(node.output(), node.output())).containsExactly("a\n", "b\n");
  }

  @Test
  void a_newer_plan_version_lets_go_of_the_older_one_which_is_refused_from_then_on() {
    ExecutorNode node = node(Map.of());
    List<TaskBinary> binaries = compile(Decoders.lines(), lines -> lines.to(Sinks.console()));
    node.prepare(binaries);
    StageRun older = stage(1, 0);
    StageRun newer = new StageRun(JOB, older.batch(), 2, 0);
    List<TaskSpec> tasks = List.of(readsBlock(0, 1));

    node.run(older, binaries.get(0), 0, tasks);
    BlockRequests.PinBlocks asked = node.pinAsked();
    node.run(newer, binaries.get(0), 0, tasks);
    assertThat(node.unpinned().pin()).isEqualTo(asked.pin());
    node.pinned(asked, "old\n");
    node.run(older, binaries.get(0), 0, tasks);
    node.pin("new\n");

    assertThat(node.report().run()).isEqualTo(newer);
    assertThat(node.unpinned().pin()).isEqualTo(asked.pin() + 1);
    assertThat(node.output()).isEqualTo("new\n");
  }

  @Test
  void a_dispatch_of_an_older_driver_is_refused() {
    ExecutorNode node = node(Map.of());
    List<TaskBinary> binaries = compile(Decoders.lines(), lines -> lines.to(Sinks.console()));
    node.prepare(binaries);
    List<TaskSpec> tasks = List.of(readsBlock(0, 1));

    node.run(stage(2, 0), binaries.get(0), 0, tasks);
    BlockRequests.PinBlocks asked = node.pinAsked();
    node.run(new DriverEpoch(4), stage(1, 0), binaries.get(0), 0, tasks);
    node.pinned(asked, "a\n");
    assertThat(node.report().run()).isEqualTo(stage(2, 0));
    node.unpinned();
    node.run(stage(3, 0), binaries.get(0), 0, tasks);
    node.pin("b\n");

    assertThat(node.report().run()).isEqualTo(stage(3, 0));
    assertThat(List.of(node.output(), node.output())).containsExactly("a\n", "b\n");
  }

  @Test
  void blocks_that_are_gone_are_input_lost() {
    ExecutorNode node = node(Map.of());
    List<TaskBinary> binaries = compile(Decoders.lines(), lines -> lines.to(Sinks.console()));
    node.prepare(binaries);

    node.run(stage(1, 0), binaries.get(0), 0, List.of(readsBlock(0, 2), readsBlock(1, 2)));
    BlockRequests.PinBlocks lost = node.pinAsked();
    BlockRequests.PinBlocks here = node.pinAsked();
    lost.replyTo().tell(new BlockRequests.BlocksGone(lost.pin(), "its holder w-2 has left"));
    node.pinned(here, "a\n");

    assertThat(node.report().outcomes())
        .hasSize(2)
        .contains(new TaskOutcome.InputLost(0, 1, "its holder w-2 has left"));
  }

  @Test
  void output_of_nothing_is_one_empty_part() {
    ExecutorNode node = node(Map.of());
    List<TaskBinary> binaries =
        compile(Decoders.lines(), lines -> lines.filter(line -> false).to(Sinks.console()));
    node.prepare(binaries);

    node.run(stage(1, 0), binaries.get(0), 0, List.of(readsBlock(0, 1)));
    node.pin("a\n");

    SinkWriter.Output output = node.sinkWriter.expectMessageClass(SinkWriter.Output.class);
    assertThat(output.output().parts()).isEqualTo(1);
    assertThat(output.output().bytes()).isEmpty();
  }

  @Test
  void malformed_records_are_kept_with_stream_and_position(@TempDir Path directory) {
    ExecutorNode node = node(Map.of("millrace.dead-letter.directory", directory.toString()));
    List<TaskBinary> binaries =
        compile(Decoders.stamped(20), records -> records.to(Sinks.latency()));
    node.prepare(binaries);

    node.run(stage(1, 0), binaries.get(0), 0, List.of(readsBlock(0, 1)));
    node.pin("00000001 0000000001\nnot so\tgood\n");

    assertThat(succeeded(node.report()).get(0).report().rejected()).isEqualTo(1);
    Path file = directory.resolve("job-under-test-w-1.dead-letters");
    node.job.awaitAssert(
        () -> {
          assertThat(Files.readString(file)).startsWith("3\t120\t").endsWith("\tnot so\\x09good\n");
          return null;
        });
  }

  @Test
  void no_two_slots_share_an_instance_of_a_function() throws Exception {
    ExecutorNode node = node(Map.of("millrace.executor.slots", 2));
    List<TaskBinary> binaries =
        compile(Decoders.lines(), lines -> lines.map(new Meeting()).to(Sinks.console()));
    node.prepare(binaries);

    for (int batch = 0; batch < 3; batch++) {
      node.run(stage(batch, 0), binaries.get(0), 0, List.of(readsBlock(0, 2), readsBlock(1, 2)));
      node.pin("a\n");
      node.pin("b\n");
      assertThat(succeeded(node.report())).hasSize(2);
      node.unpinned();
      node.unpinned();
    }

    assertThat(Meeting.slots.values())
        .containsExactlyInAnyOrder(Set.of("slot-0"), Set.of("slot-1"));
  }

  @Test
  void a_planted_delay_holds_up_each_task_at_its_first_record() {
    Duration delay = Duration.ofMillis(5);
    ExecutorNode node =
        new ExecutorNode(
            actors.kit(), System::nanoTime, new StagePause("process", delay), Map.of());
    List<TaskBinary> binaries = compile(Decoders.lines(), lines -> lines.to(Sinks.console()));
    node.prepare(binaries);

    for (int batch = 0; batch < 2; batch++) {
      node.run(stage(batch, 0), binaries.get(0), 0, List.of(readsBlock(0, 1)));
      node.pin("a\nb\n");
      var report = succeeded(node.report()).get(0).report();
      node.unpinned();
      assertThat(report.finishedNanos() - report.scheduledNanos())
          .isGreaterThanOrEqualTo(delay.toNanos());
      assertThat(node.output()).isEqualTo("a\nb\n");
    }
  }

  /** Lets two slots in at once, and notes which slot runs which instance. */
  private static final class Meeting implements MapFunction<String, String> {
    private static final long serialVersionUID = 1L;

    static final Map<Integer, Set<String>> slots = new ConcurrentHashMap<>();
    static final CyclicBarrier both = new CyclicBarrier(2);

    @Override
    public String apply(String record) throws Exception {
      both.await(10, TimeUnit.SECONDS);
      slots
          .computeIfAbsent(System.identityHashCode(this), id -> ConcurrentHashMap.newKeySet())
          .add(Thread.currentThread().getName());
      return record;
    }
  }

  private ExecutorNode node(Map<String, Object> settings) {
    return new ExecutorNode(actors.kit(), clock, StagePause.NONE, settings);
  }

  private static void failingOnBad(DStream<String> lines) {
    lines.map(ExecutorTest::checked).named("culprit").to(Sinks.console());
  }

  private static String checked(String line) {
    if (line.equals("bad")) {
      throw new IllegalStateException("no bad words");
    }
    return line;
  }

  private static String text(long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < 60; line++) {
      lines.add("a-long-word-" + random.nextInt(200) + " another-long-word-" + random.nextInt(200));
    }
    return String.join("\n", lines) + "\n";
  }

  private static Map<String, String> expected(List<String> texts) {
    Map<String, String> counts = new TreeMap<>();
    texts.stream()
        .flatMap(text -> Arrays.stream(text.split("\\s")))
        .collect(groupingBy(word -> word, counting()))
        .forEach((word, count) -> counts.put(word, count.toString()));
    return counts;
  }
}
