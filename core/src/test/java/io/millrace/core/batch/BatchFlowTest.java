package io.millrace.core.batch;

import static io.millrace.core.batch.FlowScript.ANN;
import static io.millrace.core.batch.FlowScript.BOB;
import static io.millrace.core.batch.FlowScript.batch;
import static io.millrace.core.batch.FlowScript.block;
import static io.millrace.core.batch.FlowScript.mark;
import static io.millrace.core.batch.FlowScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.BlockMeta;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BatchFlowTest {
  @Test
  void a_batch_goes_from_its_cut_to_its_floors() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);

    script.read(ANN, 0, 0, 100, 0);
    assertThat(script.said()).containsExactly("due 0 {0=100}", "run 0 v1 0:0-100@ann");

    script.processed(0, 0);
    assertThat(script.said()).isEmpty();
    script.committed(0, 0);
    assertThat(script.said()).containsExactly("closed 0 COMMITTED", "floors {0=100} through 0");
    assertThat(script.flow.committedPrefix()).isEqualTo(batch(0));
  }

  @Test
  void visible_ahead_of_processed_commits_when_it_is_processed() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).read(ANN, 0, 0, 100, 0);
    script.committed(0, 0);
    assertThat(script.said()).containsExactly("due 0 {0=100}", "run 0 v1 0:0-100@ann");
    assertThat(script.processed(0, 0).said()).contains("closed 0 COMMITTED");
  }

  @Test
  void a_cut_waits_for_every_stream_that_is_read() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 0);

    script.read(ANN, 0, 0, 100, 0);
    assertThat(script.said()).isEmpty();
    script.read(BOB, 1, 0, 40, 0);
    assertThat(script.said())
        .containsExactly("due 0 {0=100, 1=40}", "run 0 v1 0:0-100@ann 1:0-40@bob");
  }

  @Test
  void a_late_stream_keeps_its_cut_when_the_grace_is_over_and_brings_its_data_next_time() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 0);
    script.read(ANN, 0, 0, 100, 0).tick(14);
    assertThat(script.said()).isEmpty();

    script.tick(15);
    assertThat(script.said()).containsExactly("due 0 {0=100, 1=0} late", "run 0 v1 0:0-100@ann");

    script.read(BOB, 1, 0, 40, 0).report(ANN, List.of(), mark(0, 1, 100));
    script.report(BOB, List.of(), mark(1, 1, 40));
    assertThat(script.said()).containsExactly("due 1 {0=100, 1=40}", "run 1 v1 1:0-40@bob");
  }

  @Test
  void a_mark_does_not_count_before_the_blocks_behind_it_are_reported() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.report(ANN, List.of(block(0, 50, 100)), mark(0, 0, 100));
    assertThat(script.said()).isEmpty();
    script.report(ANN, List.of(block(0, 0, 50)));
    assertThat(script.said()).containsExactly("due 0 {0=100}", "run 0 v1 0:0-50@ann 0:50-100@ann");
  }

  @Test
  void a_late_cut_takes_nothing_that_has_a_hole_before_it() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.report(ANN, List.of(block(0, 50, 100)), mark(0, 0, 100)).tick(15);
    assertThat(script.said()).containsExactly("due 0 {0=0} late", "closed 0 EMPTY");
  }

  @Test
  void a_report_that_comes_twice_changes_nothing() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.read(ANN, 0, 0, 100, 0).read(ANN, 0, 0, 100, 0);
    assertThat(script.said()).containsExactly("due 0 {0=100}", "run 0 v1 0:0-100@ann");
    assertThat(script.read(ANN, 0, 100, 120, 1).said())
        .containsExactly("due 1 {0=120}", "run 1 v1 0:100-120@ann");
  }

  @Test
  void a_batch_without_data_is_done_at_once() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.report(ANN, List.of(), mark(0, 0, 0));
    assertThat(script.said()).containsExactly("due 0 {0=0}", "closed 0 EMPTY");
    assertThat(script.flow.committedPrefix()).isEqualTo(batch(0));
  }

  @Test
  void deadlines_pass_also_without_a_stream() {
    assertThat(FlowScript.ofOneStage().tick(20).said())
        .containsExactly("due 0 {}", "closed 0 EMPTY", "due 1 {}", "closed 1 EMPTY");
  }

  @Test
  void at_max_uncommitted_a_batch_merges_into_the_next_that_may_run() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.read(ANN, 0, 0, 10, 0).read(ANN, 0, 10, 20, 1).said();

    script.read(ANN, 0, 20, 30, 2);
    assertThat(script.said()).containsExactly("due 2 {0=20}", "closed 2 MERGED");
    script.report(ANN, List.of(), mark(0, 3, 30));
    assertThat(script.said()).containsExactly("due 3 {0=20}", "closed 3 MERGED");

    script.processed(0, 0).committed(0, 0).said();
    script.read(ANN, 0, 30, 40, 4);
    assertThat(script.said()).containsExactly("due 4 {0=40}", "run 4 v1 0:20-30@ann 0:30-40@ann");
  }

  @Test
  void at_max_uncommitted_a_batch_without_data_is_empty_and_not_merged() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.read(ANN, 0, 0, 10, 0).read(ANN, 0, 10, 20, 1).said();
    assertThat(script.report(ANN, List.of(), mark(0, 2, 20)).said())
        .containsExactly("due 2 {0=20}", "closed 2 EMPTY");
  }

  @Test
  void floors_follow_the_first_batch_that_is_not_committed() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.read(ANN, 0, 0, 10, 0).read(ANN, 0, 10, 20, 1).said();

    assertThat(script.processed(1, 0).committed(1, 0).said()).containsExactly("closed 1 COMMITTED");
    assertThat(script.processed(0, 0).committed(0, 0).said())
        .containsExactly("closed 0 COMMITTED", "floors {0=20} through 1");
  }

  @Test
  void max_bytes_cuts_at_the_end_of_a_block_and_leaves_the_rest_to_the_next() {
    FlowScript script = new FlowScript(4, 100, FlowScript::ofItsOwn).opened(0, ANN, 0);
    List<BlockMeta> blocks =
        List.of(block(0, 0, 60), block(0, 60, 100), block(0, 100, 101), block(0, 101, 350));

    script.report(ANN, blocks, mark(0, 0, 350));
    assertThat(script.said()).containsExactly("due 0 {0=100}", "run 0 v1 0:0-60@ann 0:60-100@ann");
    assertThat(script.report(ANN, List.of(), mark(0, 1, 350)).said())
        .containsExactly("due 1 {0=101}", "run 1 v1 0:100-101@ann");
    assertThat(script.report(ANN, List.of(), mark(0, 2, 350)).said())
        .as("a block is never cut in two, however large")
        .containsExactly("due 2 {0=350}", "run 2 v1 0:101-350@ann");
  }

  @Test
  void a_stream_that_has_ended_is_not_waited_for_and_its_rest_is_cut() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 0);
    script.report(BOB, List.of(block(1, 0, 40))).ended(1, BOB, 40).read(ANN, 0, 0, 100, 0);
    assertThat(script.said())
        .containsExactly("due 0 {0=100, 1=40}", "run 0 v1 0:0-100@ann 1:0-40@bob");
  }

  @Test
  void an_end_that_overtakes_its_blocks_waits_for_them() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.ended(0, ANN, 100).tick(10);
    assertThat(script.said()).isEmpty();
    script.report(ANN, List.of(block(0, 0, 100))).tick(10);
    assertThat(script.said()).containsExactly("due 0 {0=100}", "run 0 v1 0:0-100@ann");
  }

  @Test
  void drains_once_when_all_streams_have_ended_and_everything_is_committed() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 0);
    script.read(ANN, 0, 0, 10, 0).ended(0, ANN, 10).ended(1, BOB, 0).tick(10);
    assertThat(script.said()).containsExactly("due 0 {0=10, 1=0}", "run 0 v1 0:0-10@ann");

    script.processed(0, 0);
    assertThat(script.said()).isEmpty();
    assertThat(script.committed(0, 0).said())
        .containsExactly("closed 0 COMMITTED", "floors {0=10} through 0", "drained");
    assertThat(script.tick(20).committed(0, 0).said())
        .containsExactly("due 1 {0=10, 1=0}", "closed 1 EMPTY");
  }

  @Test
  void a_failed_batch_is_closed_and_holds_the_floors_for_good() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.read(ANN, 0, 0, 10, 0).read(ANN, 0, 10, 20, 1).said();
    script.flow.failed(batch(0), 1);
    script.processed(1, 0).committed(1, 0);
    assertThat(script.said()).containsExactly("closed 0 FAILED", "closed 1 COMMITTED");
    script.flow.processed(batch(0), 1);
    assertThat(script.committed(0, 0).said()).isEmpty();
  }

  @Test
  void the_backlog_is_what_is_reported_and_not_committed() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.read(ANN, 0, 0, 10, 0).report(ANN, List.of(block(0, 10, 25)));
    assertThat(script.flow.backlogBytes()).isEqualTo(25);
    script.processed(0, 0).committed(0, 0);
    assertThat(script.flow.backlogBytes()).isEqualTo(15);
  }

  @Test
  void an_empty_shuffle_commits_without_a_partition() {
    FlowScript script = FlowScript.ofTwoStages().opened(0, ANN, 0).read(ANN, 0, 0, 10, 0);
    script.said();
    assertThat(script.processed(0).said())
        .containsExactly("closed 0 COMMITTED", "floors {0=10} through 0");
  }

  @Test
  void of_several_overdue_deadlines_only_the_newest_takes_data() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0);
    script.report(ANN, List.of(block(0, 0, 10), block(0, 10, 20)), mark(0, 0, 10), mark(0, 1, 20));
    assertThat(script.said())
        .containsExactly(
            "due 0 {0=0}", "closed 0 MERGED", "due 1 {0=20}", "run 1 v1 0:0-10@ann 0:10-20@ann");
  }

  @Test
  void a_visible_batch_says_that_those_before_it_in_the_partition_are() {
    FlowScript script = FlowScript.ofTwoStages().opened(0, ANN, 0);
    script.read(ANN, 0, 0, 10, 0).read(ANN, 0, 10, 20, 1).processed(0, 0, 1).processed(1, 0);
    script.said();
    assertThat(script.committed(1, 0).said())
        .as("partition 1 has not shown batch 0")
        .containsExactly("closed 1 COMMITTED");
    assertThat(script.committed(0, 1).said())
        .containsExactly("closed 0 COMMITTED", "floors {0=20} through 1");
  }

  @Test
  void tells_how_far_it_has_heard_of_each_stream_that_is_read() {
    FlowScript script = FlowScript.ofOneStage().opened(0, ANN, 0).opened(1, BOB, 7);
    script.opened(2, BOB, 0).ended(2, BOB, 0);
    script.report(ANN, List.of(block(0, 0, 10), block(0, 20, 30)));
    assertThat(script.flow.reportedThrough()).isEqualTo(Map.of(stream(0), 10L, stream(1), 7L));
    assertThat(script.flow.isReader(BOB, stream(1))).isTrue();
    assertThat(script.flow.isReader(BOB, stream(0))).isFalse();
    assertThat(script.flow.isReader(BOB, stream(9))).isFalse();
  }

  /** Of the shortest batches thousands merge while one is slow. */
  @Test
  @Timeout(10)
  void a_long_row_of_merged_batches_makes_none_of_them_dearer() {
    FlowScript script = new FlowScript(1, 1L << 40, FlowScript::ofItsOwn).opened(0, ANN, 0);
    for (long batch = 0; batch < 50_000; batch++) {
      script.read(ANN, 0, 10 * batch, 10 * batch + 10, batch);
      assertThat(script.flow.backlogBytes()).isEqualTo(10 * batch + 10);
    }
    assertThat(script.processed(0, 0).committed(0, 0).said()).contains("closed 49999 MERGED");
    script.read(ANN, 0, 500_000, 500_010, 50_000);
    assertThat(script.flow.backlogBytes()).isEqualTo(500_000);
  }
}
