package io.millrace.core.schedule;

import static io.millrace.core.schedule.ScheduleScript.ANN;
import static io.millrace.core.schedule.ScheduleScript.BOB;
import static io.millrace.core.schedule.ScheduleScript.block;
import static io.millrace.core.schedule.ScheduleScript.measured;
import static io.millrace.core.schedule.ScheduleScript.threw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchRunTest {
  private static final List<WorkerId> BOTH = List.of(ANN, BOB);

  @Test
  void the_result_sums_what_each_worker_did_and_keeps_the_reports_on_blocks() {
    BatchRun run = run(2);
    run.makeTasks(0, partition -> BatchId.NONE);
    run.start(0, BOTH);
    run.report(ANN, 0, List.of(threw(0, 1)), BOTH);
    run.report(BOB, 0, List.of(succeeded(0, 2, 11), succeeded(1, 1, 12)), BOTH);
    run.makeTasks(1, partition -> BatchId.NONE);
    run.report(ANN, 1, List.of(succeeded(0, 1, 40)), BOTH);

    BatchResult result = run.result();
    assertThat(result.retries()).isEqualTo(1);
    assertThat(result.finishedNanos()).isEqualTo(40);
    assertThat(result.reports()).extracting("finishedNanos").containsExactly(11L, 12L);
    assertThat(result.work())
        .isEqualTo(
            Map.of(ANN, new BatchResult.Work(1, 5, 20), BOB, new BatchResult.Work(2, 10, 40)));
  }

  @Test
  void a_dispatch_names_the_binary_and_the_owners_of_the_shuffle() {
    BatchRun run = run(3);
    run.makeTasks(0, partition -> BatchId.NONE);
    assertThat(run.start(0, BOTH))
        .allSatisfy(
            dispatch -> {
              assertThat(dispatch.binary()).isEqualTo(new TaskBinaryId("stage-0"));
              assertThat(dispatch.shuffles())
                  .containsExactly(new ShuffleRoute(0, 0, List.of(ANN, BOB, ANN)));
            });
  }

  @Test
  void an_index_that_no_task_has_is_ignored() {
    BatchRun run = run();
    run.makeTasks(0, partition -> BatchId.NONE);
    assertThat(run.report(ANN, 0, List.of(succeeded(9, 1, 1)), BOTH)).isEmpty();
    assertThat(run.isOver()).isFalse();
  }

  private static TaskOutcome succeeded(int index, int attempt, long finishedNanos) {
    return new TaskOutcome.Succeeded(
        index, attempt, measured(finishedNanos), List.of(new ChunkCounts(0, List.of(1, 0))));
  }

  private static BatchRun run(Integer... shuffles) {
    JobGraph graph = Graphs.chain(shuffles);
    Batch batch =
        new Batch(new BatchId(4), Map.of(), List.of(block(0, 0, 50, ANN), block(1, 0, 50, BOB)));
    return new BatchRun(
        ScheduleScript.JOB,
        batch,
        graph,
        ScheduleScript.FIRST,
        new LocalityFirst(),
        new RetryPolicy(3),
        new TaskMaker(batch, graph, ScheduleScript.FIRST, 100, Set.of()),
        null);
  }
}
