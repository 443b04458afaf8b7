package io.millrace.core.schedule;

import static io.millrace.core.schedule.ScheduleScript.ANN;
import static io.millrace.core.schedule.ScheduleScript.BOB;
import static io.millrace.core.schedule.ScheduleScript.block;
import static io.millrace.core.schedule.ScheduleScript.measured;
import static io.millrace.core.schedule.ScheduleScript.threw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchRunTest {
  private static final TaskBinaryId BINARY = new TaskBinaryId("binary");
  private static final List<WorkerId> BOTH = List.of(ANN, BOB);

  @Test
  void the_result_sums_what_each_worker_did_and_keeps_the_first_stage() {
    BatchRun run = run(new StagePlan(BINARY, 2), new StagePlan(BINARY, 0));
    run.makeTasks(partition -> BatchId.NONE);
    run.start(BOTH);
    run.report(ANN, List.of(threw(0, 1)), BOTH);
    run.report(BOB, List.of(succeeded(0, 2, 11), succeeded(1, 1, 12)), BOTH);
    run.nextStage();
    run.makeTasks(partition -> BatchId.NONE);
    run.report(ANN, List.of(succeeded(0, 1, 40)), BOTH);

    BatchResult result = run.result();
    assertThat(result.retries()).isEqualTo(1);
    assertThat(result.finishedNanos()).isEqualTo(40);
    assertThat(result.firstStage()).extracting("finishedNanos").containsExactly(11L, 12L);
    assertThat(result.work())
        .isEqualTo(
            Map.of(ANN, new BatchResult.Work(1, 5, 20), BOB, new BatchResult.Work(2, 10, 40)));
  }

  @Test
  void a_dispatch_names_the_binary_and_the_owners_of_the_shuffle() {
    BatchRun run = run(new StagePlan(BINARY, 3), new StagePlan(BINARY, 0));
    run.makeTasks(partition -> BatchId.NONE);
    assertThat(run.start(BOTH))
        .allSatisfy(
            dispatch -> {
              assertThat(dispatch.binary()).isEqualTo(BINARY);
              assertThat(dispatch.partitionOwners()).containsExactly(ANN, BOB, ANN);
            });
  }

  @Test
  void an_index_that_no_task_has_is_ignored() {
    BatchRun run = run(new StagePlan(BINARY, 0));
    run.makeTasks(partition -> BatchId.NONE);
    assertThat(run.report(ANN, List.of(succeeded(9, 1, 1)), BOTH)).isEmpty();
    assertThat(run.isStageOver()).isFalse();
  }

  private static TaskOutcome succeeded(int index, int attempt, long finishedNanos) {
    return new TaskOutcome.Succeeded(index, attempt, measured(finishedNanos), List.of(1, 0));
  }

  private static BatchRun run(StagePlan... stages) {
    Batch batch =
        new Batch(new BatchId(4), Map.of(), List.of(block(0, 0, 50, ANN), block(1, 0, 50, BOB)));
    return new BatchRun(
        ScheduleScript.JOB,
        batch,
        List.of(stages),
        ScheduleScript.FIRST,
        new LocalityFirst(),
        new RetryPolicy(3),
        100,
        Set.of());
  }
}
