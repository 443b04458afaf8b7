package io.millrace.core.batch;

import static io.millrace.core.batch.FlowScript.ANN;
import static io.millrace.core.batch.FlowScript.BOB;
import static io.millrace.core.batch.FlowScript.batch;
import static io.millrace.core.batch.FlowScript.block;
import static io.millrace.core.batch.FlowScript.mark;
import static io.millrace.core.batch.FlowScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.LostRange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link BatchFlow} does when a worker is gone. */
class WorkerLossTest {
  @Test
  void batches_in_flight_run_again_in_order_without_what_is_lost() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 0);
    script.read(ANN, 0, 0, 10, 0).read(BOB, 1, 0, 5, 0);
    script.read(ANN, 0, 10, 20, 1).read(BOB, 1, 5, 9, 1).said();

    assertThat(script.flow.workerLost(BOB)).containsExactly(stream(1));
    assertThat(script.said())
        .containsExactly("lost 1:0-9@bob", "run 0 v2 0:0-10@ann", "run 1 v2 0:10-20@ann");
    assertThat(script.flow.planVersion()).isEqualTo(2);
  }

  @Test
  void what_is_lost_is_said_by_stream_in_as_few_pieces_as_there_are() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0).opened(1, BOB, 0);
    script.read(BOB, 0, 0, 10, 0).read(BOB, 1, 0, 5, 0);
    script.read(BOB, 0, 10, 20, 1).read(BOB, 1, 5, 9, 1);
    script.report(BOB, List.of(block(0, 20, 30), block(1, 9, 12)));
    script.flow.planned(batch(0), 1, List.of(0, 1));
    script.flow.planned(batch(1), 1, List.of(0, 1));
    script.committed(0, 0).said();

    script.flow.workerLost(BOB);
    assertThat(script.said()).startsWith("lost 0:10-30@bob", "lost 1:0-12@bob");
  }

  @Test
  void what_was_visible_parts_what_was_lost() {
    LostRanges lost = new LostRanges(BOB);
    lost.add(stream(0), 20, 30);
    lost.add(stream(0), 0, 10);
    lost.add(stream(0), 10, 12);

    assertThat(lost.joined())
        .containsExactly(
            new LostRange(stream(0), 0, 12, BOB), new LostRange(stream(0), 20, 30, BOB));
  }

  @Test
  void a_batch_that_is_left_without_blocks_is_committed() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0).read(BOB, 0, 0, 10, 0);
    script.said();
    script.flow.workerLost(BOB);
    assertThat(script.said())
        .containsExactly("lost 0:0-10@bob", "closed 0 COMMITTED", "floors {0=10} through 0");
  }

  @Test
  void what_a_partition_shows_already_is_neither_lost_nor_run_again() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 0);
    script.read(ANN, 0, 0, 10, 0).read(BOB, 1, 0, 5, 0).said();
    script.flow.planned(batch(0), 1, List.of(0, 1));
    script.committed(0, 1);

    script.flow.workerLost(BOB);
    assertThat(script.said()).containsExactly("run 0 v2 0:0-10@ann but [1]");
    assertThat(script.processed(0, 0).committed(0, 0).said()).contains("closed 0 COMMITTED");
  }

  @Test
  void what_goes_into_two_sinks_counts_as_visible_when_both_show_it() {
    FlowScript script =
        new FlowScript(2, 1_000_000, stream -> Set.of(stream.value(), 10 + stream.value()));
    script.opened(0, ANN, 0).opened(1, BOB, 0).opened(2, BOB, 0);
    script.read(ANN, 0, 0, 10, 0).read(BOB, 1, 0, 5, 0).read(BOB, 2, 0, 7, 0).said();
    script.flow.planned(batch(0), 1, List.of(0, 1, 2, 10, 11, 12));
    script.committed(0, 1).committed(0, 11).committed(0, 12);

    script.flow.workerLost(BOB);
    assertThat(script.said())
        .as("stream 2 shows in one of its two")
        .containsExactly("lost 2:0-7@bob", "run 0 v2 0:0-10@ann but [1, 11, 12]");
    script.flow.planned(batch(0), 2, List.of(0, 10));
    script.flow.processed(batch(0), 2);
    assertThat(script.committed(0, 0).said()).isEmpty();
    assertThat(script.committed(0, 10).said()).contains("closed 0 COMMITTED");
  }

  @Test
  void behind_a_shuffle_a_visible_partition_covers_no_stream() {
    FlowScript script = FlowScript.ofTwoStages().opened(0, ANN, 0).opened(1, BOB, 0);
    script.read(ANN, 0, 0, 10, 0).read(BOB, 1, 0, 5, 0).said();
    script.committed(0, 1);

    script.flow.workerLost(BOB);
    assertThat(script.said()).containsExactly("lost 1:0-5@bob", "run 0 v2 0:0-10@ann but [1]");
    assertThat(script.processed(0, 0, 1).committed(0, 0).said())
        .as("partition 1 was visible under the plan before")
        .contains("closed 0 COMMITTED");
  }

  @Test
  void answers_for_an_older_plan_do_not_count() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 0);
    script.read(ANN, 0, 0, 10, 0).read(BOB, 1, 0, 5, 0);
    script.flow.workerLost(BOB);
    script.said();

    script.flow.planned(batch(0), 1, List.of());
    script.flow.processed(batch(0), 1);
    script.flow.failed(batch(0), 1);
    assertThat(script.said()).isEmpty();
    assertThat(script.processed(0, 0).committed(0, 0).said()).contains("closed 0 COMMITTED");
  }

  @Test
  void a_processed_batch_that_is_not_visible_runs_again() {
    FlowScript script = FlowScript.ofTwoStages().opened(0, ANN, 0).opened(1, BOB, 0);
    script.read(ANN, 0, 0, 10, 0).read(BOB, 1, 0, 5, 0).processed(0, 0).said();
    script.flow.workerLost(BOB);
    assertThat(script.said()).containsExactly("lost 1:0-5@bob", "run 0 v2 0:0-10@ann");
  }

  @Test
  void reports_of_a_worker_that_was_given_up_are_refused() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0);
    script.flow.workerLost(BOB);
    script.opened(0, ANN, 0);
    script.read(BOB, 0, 0, 10, 0).ended(0, BOB, 10);
    assertThat(script.said()).isEmpty();
    assertThat(script.read(ANN, 0, 0, 7, 0).said())
        .containsExactly("due 0 {0=7}", "run 0 v2 0:0-7@ann");
  }

  @Test
  void a_moved_stream_goes_on_behind_what_was_reported_and_is_cut_over_the_loss() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0);
    script.report(BOB, List.of(block(0, 0, 10), block(0, 10, 30)));
    script.flow.workerLost(BOB);
    assertThat(script.said()).containsExactly("lost 0:0-30@bob");
    assertThat(script.flow.positionOf(stream(0))).isEqualTo(30);
    assertThat(script.flow.connectionOf(stream(0))).isEqualTo(1);

    script.opened(0, ANN, 30).read(ANN, 0, 30, 35, 0);
    assertThat(script.said()).containsExactly("due 0 {0=35}", "run 0 v2 0:30-35@ann");
  }

  @Test
  void positions_behind_a_hole_in_the_reports_are_not_used_again() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0);
    script.report(BOB, List.of(block(0, 10, 30)));
    script.flow.workerLost(BOB);
    assertThat(script.said()).containsExactly("lost 0:0-30@bob");
    assertThat(script.flow.positionOf(stream(0))).isEqualTo(30);
  }

  @Test
  void a_loss_of_more_than_max_bytes_does_not_stop_the_stream() {
    FlowScript script = new FlowScript(2, 50, FlowScript::ofItsOwn).opened(0, BOB, 0);
    script.report(BOB, List.of(block(0, 0, 80)));
    script.flow.workerLost(BOB);
    script.opened(0, ANN, 80).ended(0, ANN, 80).tick(10);
    assertThat(script.said())
        .containsExactly(
            "lost 0:0-80@bob",
            "due 0 {0=80}",
            "closed 0 EMPTY",
            "floors {0=80} through 0",
            "drained");
  }

  @Test
  void a_stream_whose_end_was_told_ahead_of_its_last_blocks_has_ended_and_they_are_lost() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0);
    script.report(BOB, List.of(block(0, 0, 10))).ended(0, BOB, 20);
    assertThat(script.flow.workerLost(BOB)).isEmpty();
    assertThat(script.tick(10).said())
        .containsExactly(
            "lost 0:0-20@bob",
            "due 0 {0=20}",
            "closed 0 EMPTY",
            "floors {0=20} through 0",
            "drained");
  }

  @Test
  void what_another_reader_lost_is_not_said_twice() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0);
    script.report(BOB, List.of(block(0, 0, 10)));
    script.flow.workerLost(BOB);
    script.opened(0, ANN, 10).report(ANN, List.of(block(0, 10, 15)));
    script.flow.workerLost(ANN);
    assertThat(script.said()).containsExactly("lost 0:0-10@bob", "lost 0:10-15@ann");
  }

  @Test
  void an_ended_stream_needs_no_other_worker() {
    FlowScript script = FlowScript.ofOneStage().opened(0, BOB, 0).opened(1, ANN, 0);
    script.report(BOB, List.of(block(0, 0, 10))).ended(0, BOB, 10);
    assertThat(script.flow.workerLost(BOB)).isEmpty();
    assertThat(script.said()).containsExactly("lost 0:0-10@bob");
    assertThat(script.report(ANN, List.of(), mark(1, 0, 0)).said())
        .containsExactly("due 0 {0=10, 1=0}", "closed 0 EMPTY", "floors {0=10} through 0");
  }
}
