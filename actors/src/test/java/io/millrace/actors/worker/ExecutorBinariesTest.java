package io.millrace.actors.worker;

import static io.millrace.actors.worker.ExecutorNode.JOB;
import static io.millrace.actors.worker.ExecutorNode.compile;
import static io.millrace.actors.worker.ExecutorNode.readsBlock;
import static io.millrace.actors.worker.ExecutorNode.readsShuffle;
import static io.millrace.actors.worker.ExecutorNode.stage;
import static io.millrace.actors.worker.ExecutorNode.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.TaskBinary;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import io.millrace.testkit.ActorKitExtension;
import io.millrace.testkit.ManualClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which task binaries an executor keeps, and what it does when it needs one that it has not. */
class ExecutorBinariesTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private final ManualClock clock = new ManualClock(1_000_000_000);

  @Test
  void three_binaries_are_loaded_once_each_for_two_hundred_batches() {
    ExecutorNode node = node(Map.of());
    List<TaskBinary> binaries = threeStages(0);
    long misses = node.prepare(binaries).cache().misses();
    long hits = 0;

    for (int batch = 0; batch < 200; batch++) {
      for (StageReport report : runBatch(node, batch, binaries)) {
        hits += report.cache().hits();
        misses += report.cache().misses();
      }
    }

    assertThat(misses).isEqualTo(3);
    assertThat(hits).isEqualTo(600);
  }

  @Test
  void a_batch_id_captured_by_a_template_shows_as_a_miss_in_every_batch() {
    ExecutorNode node = node(Map.of());
    long misses = node.prepare(threeStages(0)).cache().misses();

    for (int batch = 1; batch <= 20; batch++) {
      List<TaskBinary> binaries = threeStages(batch);
      node.run(stage(batch, 0), binaries.get(0), 2, List.of(readsBlock(0, 0)));
      assertThat(node.job.receiveMessage())
          .isEqualTo(new JobProtocol.FetchTaskBinary(ExecutorNode.SELF, JOB, binaries.get(0).id()));
      node.fetched(binaries.get(0));
      node.pin("a\n");
      misses += node.report().cache().misses();
      node.unpinned();
    }

    assertThat(misses).isEqualTo(3 + 20);
  }

  @Test
  void a_binary_that_was_evicted_is_fetched_again_while_its_dispatch_waits() {
    ExecutorNode node = node(Map.of("millrace.executor.task-binaries", 2));
    List<TaskBinary> binaries = threeStages(0);
    assertThat(node.prepare(binaries).cache().misses()).isEqualTo(3);

    node.run(stage(1, 0), binaries.get(0), 2, List.of(readsBlock(0, 0)));
    node.job.receiveMessage();
    node.run(stage(1, 0), binaries.get(0), 2, List.of(readsBlock(0, 0)));
    node.job.receiveMessage();
    node.fetched(binaries.get(0));
    node.fetched(binaries.get(0));
    node.pin("a\n");

    StageReport report = node.report();
    assertThat(report.cache().misses()).isEqualTo(1);
    assertThat(report.cache().hits()).isZero();
    assertThat(succeeded(report)).hasSize(1);
  }

  @Test
  void a_template_that_does_not_load_fails_the_preparation_by_stage_job_and_worker() {
    ExecutorNode node = node(Map.of());
    TaskBinary good = threeStages(0).get(0);
    TaskBinary broken = new TaskBinary(good.id(), 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    Executor.Prepared prepared = node.prepare(List.of(good, broken));

    assertThat(prepared.failure()).isNotNull();
    assertThat(prepared.failure().category()).isEqualTo(ErrorCategory.USER_CODE);
    assertThat(prepared.failure().message())
        .contains("stage 2 of job job-under-test does not load on worker w-1");
  }

  private ExecutorNode node(Map<String, Object> settings) {
    return new ExecutorNode(actors.kit(), clock, StagePause.NONE, settings);
  }

  private static List<TaskBinary> threeStages(long captured) {
    return compile(
        Decoders.lines(),
        lines ->
            lines
                .filter(line -> line.length() + captured > 0)
                .keyBy(line -> line)
                .count()
                .keyBy(pair -> pair.value())
                .count()
                .to(Sinks.console()));
  }

  private static List<StageReport> runBatch(
      ExecutorNode node, long batch, List<TaskBinary> binaries) {
    node.run(stage(batch, 0), binaries.get(0), 1, List.of(readsBlock(0, 0)));
    node.pin("a\nb\na\n");
    StageReport first = node.report();
    node.unpinned();
    node.run(stage(batch, 1), binaries.get(1), 1, List.of(readsShuffle(0, first, false)));
    StageReport second = node.report();
    node.run(stage(batch, 2), binaries.get(2), 0, List.of(readsShuffle(0, second, true)));
    assertThat(node.output().lines()).containsExactlyInAnyOrder("1\t1", "2\t1");
    return List.of(first, second, node.report());
  }
}
