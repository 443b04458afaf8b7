package io.millrace.core.schedule;

import static io.millrace.core.schedule.ScheduleScript.ANN;
import static io.millrace.core.schedule.ScheduleScript.BOB;
import static io.millrace.core.schedule.ScheduleScript.FIRST;
import static io.millrace.core.schedule.ScheduleScript.block;
import static io.millrace.core.schedule.ScheduleScript.ok;
import static io.millrace.core.schedule.ScheduleScript.stage;
import static io.millrace.core.schedule.ScheduleScript.threw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobScheduleTest {
  @Test
  void one_message_an_executor_with_tasks_where_their_blocks_are() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [0, 1]",
            "0 v1 stage 0 -> ann: 0.1(0:0-60)>p0@ann after -1, 0 of 1",
            "0 v1 stage 0 -> bob: 1.1(1:0-50)>p1@bob after -1, 0 of 1");
  }

  @Test
  void blocks_of_a_stream_are_split_at_task_bytes_and_where_the_holder_changes() {
    ScheduleScript script = new ScheduleScript(2);
    script.run(
        0,
        1,
        block(0, 0, 60, ANN),
        block(0, 60, 100, ANN),
        block(0, 100, 300, ANN),
        block(0, 300, 310, ANN),
        block(0, 310, 320, BOB));
    assertThat(script.said())
        .containsExactly(
            "0 v1 stage 0 -> ann: 0.1(0:0-60,0:60-100) 1.1(0:100-300) 2.1(0:300-310)",
            "0 v1 stage 0 -> bob: 3.1(0:310-320)");
  }

  @Test
  void outputs_of_one_stream_are_numbered_within_its_partition() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 90, ANN), block(0, 90, 180, ANN));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [0]",
            "0 v1 stage 0 -> ann: 0.1(0:0-90)>p0@ann after -1, 0 of 2"
                + " 1.1(0:90-180)>p0@ann after -1, 1 of 2");
  }

  @Test
  void a_batch_is_processed_when_each_task_has_succeeded() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB)).said();
    assertThat(script.report(ANN, stage(0, 1, 0), ok(0, 1)).said()).isEmpty();
    assertThat(script.report(BOB, stage(0, 1, 0), ok(1, 1)).said())
        .containsExactly("processed 0 v1");
    assertThat(script.schedule.running()).isZero();
    assertThat(script.report(BOB, stage(0, 1, 0), ok(1, 1)).said()).isEmpty();
  }

  @Test
  void a_failed_task_is_tried_on_the_next_worker_and_its_late_answer_does_not_count() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 60, ANN)).said();
    assertThat(script.report(ANN, stage(0, 1, 0), threw(0, 1)).said())
        .containsExactly("0 v1 stage 0 -> bob: 0.2(0:0-60)>p0@ann after -1, 0 of 1");
    assertThat(script.report(ANN, stage(0, 1, 0), ok(0, 1)).said()).isEmpty();
    assertThat(script.report(BOB, stage(0, 1, 0), ok(0, 2)).said())
        .containsExactly("processed 0 v1");
  }

  @Test
  void a_worker_that_joined_takes_second_attempts() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(1, 0, 60, BOB)).said();
    script.schedule.present(List.of(ANN, BOB, new WorkerId("cat")));
    assertThat(script.report(BOB, stage(0, 1, 0), threw(0, 1)).said())
        .containsExactly("0 v1 stage 0 -> cat: 0.2(1:0-60)>p1@bob after -1, 0 of 1");
  }

  @Test
  void after_max_attempts_the_batch_fails_with_the_name_of_the_operator() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 60, ANN));
    script.report(ANN, stage(0, 1, 0), threw(0, 1)).said();
    assertThat(script.report(BOB, stage(0, 1, 0), threw(0, 2)).said())
        .containsExactly("failed 0 map-2 failed 2 times: boom");
    assertThat(script.schedule.running()).isZero();
  }

  @Test
  void a_task_whose_input_is_lost_waits_for_the_pace_and_then_fails_saying_what_is_gone() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 60, ANN)).said();
    TaskOutcome gone = new TaskOutcome.InputLost(0, 1, "block 0 is gone");
    assertThat(script.report(ANN, stage(0, 1, 0), gone).said()).isEmpty();

    script.schedule.sendAgain();
    assertThat(script.said())
        .containsExactly("0 v1 stage 0 -> bob: 0.2(0:0-60)>p0@ann after -1, 0 of 1");
    TaskOutcome again = new TaskOutcome.InputLost(0, 2, "block 0 is still gone");
    assertThat(script.report(BOB, stage(0, 1, 0), again).said())
        .containsExactly("failed 0 input failed 2 times: block 0 is still gone");
  }

  @Test
  void a_loss_of_input_is_no_failure_of_the_user_function() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 60, ANN));
    script.report(ANN, stage(0, 1, 0), new TaskOutcome.InputLost(0, 1, "block 0 is gone"));
    script.schedule.sendAgain();
    script.said();
    assertThat(script.report(BOB, stage(0, 1, 0), threw(0, 2)).said())
        .as("it threw once, and may do so twice")
        .containsExactly("0 v1 stage 0 -> ann: 0.3(0:0-60)>p0@ann after -1, 0 of 1");
    assertThat(script.report(ANN, stage(0, 1, 0), threw(0, 3)).said())
        .containsExactly("failed 0 map-2 failed 2 times: boom");
  }

  @Test
  void each_partition_that_received_something_is_reduced_by_its_owner() {
    ScheduleScript script = new ScheduleScript(3);
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB)).said();
    script.report(ANN, stage(0, 1, 0), ok(0, 1, 2, 0, 0));
    assertThat(script.report(BOB, stage(0, 1, 0), ok(1, 1, 1, 3, 0)).said())
        .containsExactly(
            "planned 0 v1 [0, 1]",
            "0 v1 stage 1 -> ann: 0.1(p0:0/0.1x2,0/1.1x1)>p0@ann after -1, 0 of 1",
            "0 v1 stage 1 -> bob: 1.1(p1:0/1.1x3)>p1@bob after -1, 0 of 1");
  }

  @Test
  void reducers_are_told_the_attempts_that_count() {
    ScheduleScript script = new ScheduleScript(1);
    script.run(0, 1, block(0, 0, 60, ANN));
    script.report(ANN, stage(0, 1, 0), threw(0, 1)).said();
    assertThat(script.report(BOB, stage(0, 1, 0), ok(0, 2, 4)).said())
        .containsExactly(
            "planned 0 v1 [0]", "0 v1 stage 1 -> ann: 0.1(p0:0/0.2x4)>p0@ann after -1, 0 of 1");
  }

  @Test
  void an_empty_shuffle_ends_the_batch_through_all_its_stages() {
    ScheduleScript script = new ScheduleScript(2, 2);
    script.run(0, 1, block(0, 0, 60, ANN)).said();
    assertThat(script.report(ANN, stage(0, 1, 0), ok(0, 1, 0, 0)).said())
        .containsExactly("planned 0 v1 []", "processed 0 v1");
  }

  @Test
  void last_stages_go_out_in_the_order_of_the_batches_and_name_the_one_before() {
    ScheduleScript script = new ScheduleScript(2);
    script.run(0, 1, block(0, 0, 10, ANN)).run(1, 1, block(0, 10, 20, ANN));
    script.run(2, 1, block(0, 20, 30, ANN)).said();

    assertThat(script.report(ANN, stage(2, 1, 0), ok(0, 1, 1, 0)).said()).isEmpty();
    assertThat(script.report(ANN, stage(0, 1, 0), ok(0, 1, 1, 0)).said())
        .containsExactly(
            "planned 0 v1 [0]", "0 v1 stage 1 -> ann: 0.1(p0:0/0.1x1)>p0@ann after -1, 0 of 1");
    assertThat(script.report(ANN, stage(1, 1, 0), ok(0, 1, 0, 1)).said())
        .containsExactly(
            "planned 1 v1 [1]",
            "1 v1 stage 1 -> bob: 0.1(p1:0/0.1x1)>p1@bob after -1, 0 of 1",
            "planned 2 v1 [0]",
            "2 v1 stage 1 -> ann: 0.1(p0:0/0.1x1)>p0@ann after 0, 0 of 1");
  }

  @Test
  void under_a_newer_assignment_everything_comes_again_and_older_answers_do_not_count() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 10, ANN), block(1, 0, 10, BOB));
    script.run(1, 1, block(0, 10, 20, ANN)).said();

    script.schedule.reassign(FIRST.without(BOB, List.of(ANN)));
    script.run(0, 1, block(1, 0, 10, BOB));
    script.report(ANN, stage(0, 1, 0), ok(0, 1));
    assertThat(script.said()).containsExactly("replaced 0 v1", "replaced 1 v1");
    script.run(0, 2, block(0, 0, 10, ANN));
    script.report(ANN, stage(0, 1, 0), ok(0, 1));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v2 [0]", "0 v2 stage 0 -> ann: 0.1(0:0-10)>p0@ann after -1, 0 of 1");
    assertThat(script.run(1, 2, block(0, 10, 20, ANN)).said())
        .containsExactly(
            "planned 1 v2 [0]", "1 v2 stage 0 -> ann: 0.1(0:10-20)>p0@ann after 0, 0 of 1");
  }

  @Test
  void a_new_assignment_forgets_the_order_of_the_plan_before() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(0, 0, 10, ANN)).run(1, 1, block(0, 10, 20, ANN)).said();
    script.schedule.reassign(FIRST.without(BOB, List.of(ANN)));
    script.said();
    assertThat(script.run(1, 2, block(0, 10, 20, ANN)).said())
        .as("batch 0 has nothing left to write")
        .containsExactly(
            "planned 1 v2 [0]", "1 v2 stage 0 -> ann: 0.1(0:10-20)>p0@ann after -1, 0 of 1");
  }

  @Test
  void only_what_was_sent_and_is_not_answered_is_sent_again() {
    ScheduleScript script = new ScheduleScript(2);
    script.run(0, 1, block(0, 0, 10, ANN), block(1, 0, 10, BOB));
    script.run(1, 1, block(0, 10, 20, ANN)).said();
    script.report(ANN, stage(0, 1, 0), ok(0, 1, 1, 0));
    script.report(ANN, stage(1, 1, 0), ok(0, 1, 1, 0));

    script.schedule.sendAgain();
    assertThat(script.said())
        .as("batch 1 waits for the last stage of batch 0")
        .containsExactly("0 v1 stage 0 -> bob: 1.1(1:0-10)");
  }

  @Test
  void it_is_sent_again_to_the_same_worker_though_another_has_joined() {
    ScheduleScript script = new ScheduleScript();
    script.run(0, 1, block(1, 0, 60, BOB));
    script.report(BOB, stage(0, 1, 0), threw(0, 1)).said();
    script.schedule.present(List.of(new WorkerId("aaa"), ANN, BOB, new WorkerId("cat")));
    script.schedule.sendAgain();
    assertThat(script.said())
        .containsExactly("0 v1 stage 0 -> ann: 0.2(1:0-60)>p1@bob after -1, 0 of 1");
  }

  @Test
  void a_partition_that_shows_the_batch_is_not_reduced_again() {
    ScheduleScript script = new ScheduleScript(2);
    script.run(0, 1, Set.of(1), block(0, 0, 60, ANN)).said();
    assertThat(script.report(ANN, stage(0, 1, 0), ok(0, 1, 1, 1)).said())
        .containsExactly(
            "planned 0 v1 [0]", "0 v1 stage 1 -> ann: 0.1(p0:0/0.1x1)>p0@ann after -1, 0 of 1");
  }

  @Test
  void a_visible_partition_of_the_sink_says_nothing_of_the_shuffles_before_it() {
    ScheduleScript script = new ScheduleScript(2, 1);
    script.run(0, 1, Set.of(0), block(0, 0, 60, ANN)).said();
    assertThat(script.report(ANN, stage(0, 1, 0), ok(0, 1, 1, 1)).said())
        .containsExactly(
            "0 v1 stage 1 -> ann: 0.1(p0:0/0.1x1)", "0 v1 stage 1 -> bob: 1.1(p1:0/0.1x1)");
  }
}
