package io.millrace.core.schedule;

import static io.millrace.core.schedule.Graphs.shuffle;
import static io.millrace.core.schedule.Graphs.sink;
import static io.millrace.core.schedule.Graphs.source;
import static io.millrace.core.schedule.Graphs.streams;
import static io.millrace.core.schedule.Graphs.toShuffle;
import static io.millrace.core.schedule.Graphs.toSink;
import static io.millrace.core.schedule.ScheduleScript.ANN;
import static io.millrace.core.schedule.ScheduleScript.BOB;
import static io.millrace.core.schedule.ScheduleScript.FIRST;
import static io.millrace.core.schedule.ScheduleScript.block;
import static io.millrace.core.schedule.ScheduleScript.into;
import static io.millrace.core.schedule.ScheduleScript.stage;
import static io.millrace.core.schedule.ScheduleScript.threw;
import static io.millrace.core.schedule.ScheduleScript.wrote;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobGraph;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A job that parts and meets again:
 *
 * <pre>
 * stream 0 -> stage 0 --> partition 0
 *                     \-> shuffle 0 -> stage 2 --> partitions 1, 2
 * stream 1 -> stage 1 -/                       \-> shuffle 2 -> stage 4 -> partition 3
 *                     \-> shuffle 1 -> stage 3 --/
 * </pre>
 */
class GraphScheduleTest {
  private static final JobGraph DIAMOND =
      new JobGraph(
          List.of(
              Graphs.stage(0, streams(0), toSink(0, 0), toShuffle(0)),
              Graphs.stage(1, streams(1), toShuffle(0), toShuffle(1)),
              Graphs.stage(2, shuffle(0), toShuffle(2), toSink(1, 1)),
              Graphs.stage(3, shuffle(1), toShuffle(2)),
              Graphs.stage(4, shuffle(2), toSink(2, 3))),
          List.of(source(0, 1), source(1, 1)),
          List.of(2, 2, 1),
          List.of(sink(0, 0, 1), sink(1, 1, 2), sink(2, 3, 1)));

  private final ScheduleScript script = new ScheduleScript(DIAMOND);

  @Test
  void stages_that_read_streams_start_at_once_side_by_side() {
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [0]",
            "0 v1 stage 0 -> ann: 0.1(0:0-60)>p0@ann after -1, 0 of 1",
            "0 v1 stage 1 -> bob: 0.1(1:0-50)");
  }

  @Test
  void a_stage_starts_when_all_that_feed_its_shuffle_are_over_and_reads_them_in_order() {
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB)).said();

    script.report(BOB, stage(0, 1, 1), wrote(0, 1, into(0, 2, 0), into(1, 0, 5)));
    assertThat(script.said())
        .as("shuffle 1 is complete, shuffle 0 is not")
        .containsExactly("0 v1 stage 3 -> bob: 0.1(p1:1/0.1x5)");
    script.report(ANN, stage(0, 1, 0), wrote(0, 1, into(0, 1, 3)));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [1, 2]",
            "0 v1 stage 2 -> ann: 0.1(p0:0/0.1x1,1/0.1x2)>p1@ann after -1, 0 of 1",
            "0 v1 stage 2 -> bob: 1.1(p1:0/0.1x3)>p2@bob after -1, 0 of 1");
    script.report(BOB, stage(0, 1, 2), wrote(1, 1, into(2, 1)));
    script.report(ANN, stage(0, 1, 2), wrote(0, 1, into(2, 0)));
    assertThat(script.said()).isEmpty();
    script.report(BOB, stage(0, 1, 3), wrote(0, 1, into(2, 4)));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [3]",
            "0 v1 stage 4 -> ann: 0.1(p0:2/1.1x1,3/0.1x4)>p3@ann after -1, 0 of 1");
    script.report(ANN, stage(0, 1, 4), wrote(0, 1));
    assertThat(script.said()).containsExactly("processed 0 v1");
  }

  @Test
  void a_task_that_fails_is_tried_again_while_the_other_stages_go_on() {
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB)).said();

    script.report(ANN, stage(0, 1, 0), threw(0, 1));
    assertThat(script.said())
        .containsExactly("0 v1 stage 0 -> bob: 0.2(0:0-60)>p0@ann after -1, 0 of 1");
    script.report(BOB, stage(0, 1, 1), wrote(0, 1, into(0, 1, 0), into(1, 0, 0)));
    assertThat(script.said()).as("nothing went into shuffle 1").isEmpty();
    script.schedule.sendAgain();
    assertThat(script.said())
        .containsExactly("0 v1 stage 0 -> bob: 0.2(0:0-60)>p0@ann after -1, 0 of 1");
    script.report(BOB, stage(0, 1, 0), wrote(0, 2, into(0, 1, 0)));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [1]",
            "0 v1 stage 2 -> ann: 0.1(p0:0/0.2x1,1/0.1x1)>p1@ann after -1, 0 of 1");
  }

  @Test
  void a_task_that_fails_for_good_fails_the_batch_whatever_the_others_say() {
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB));
    script.report(ANN, stage(0, 1, 0), threw(0, 1)).said();
    script.report(BOB, stage(0, 1, 0), threw(0, 2));
    assertThat(script.said()).containsExactly("failed 0 map-2 failed 2 times: boom");

    script.report(BOB, stage(0, 1, 1), wrote(0, 1, into(0, 1, 0), into(1, 0, 1)));
    assertThat(script.said()).isEmpty();
    assertThat(script.schedule.running()).isZero();
  }

  @Test
  void each_stage_that_writes_goes_out_in_the_order_of_the_batches_by_itself() {
    script.run(0, 1, block(0, 0, 10, ANN), block(1, 0, 10, BOB)).said();
    script.run(1, 1, block(0, 10, 20, ANN));
    assertThat(script.said())
        .as("stage 0 of batch 0 is out")
        .containsExactly(
            "planned 1 v1 [0]", "1 v1 stage 0 -> ann: 0.1(0:10-20)>p0@ann after 0, 0 of 1");

    script.report(ANN, stage(1, 1, 0), wrote(0, 1, into(0, 1, 1)));
    assertThat(script.said()).as("stage 2 of batch 0 is not").isEmpty();
    script.report(ANN, stage(0, 1, 0), wrote(0, 1, into(0, 0, 1)));
    script.report(BOB, stage(0, 1, 1), wrote(0, 1, into(0, 0, 0), into(1, 0, 0)));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [2]",
            "0 v1 stage 2 -> bob: 0.1(p1:0/0.1x1)>p2@bob after -1, 0 of 1",
            "planned 1 v1 [1, 2]",
            "1 v1 stage 2 -> ann: 0.1(p0:0/0.1x1)>p1@ann after -1, 0 of 1",
            "1 v1 stage 2 -> bob: 1.1(p1:0/0.1x1)>p2@bob after 0, 0 of 1");
  }

  @Test
  void a_source_that_brought_nothing_holds_nothing_up() {
    script.run(0, 1, block(1, 0, 50, BOB));
    assertThat(script.said())
        .containsExactly("planned 0 v1 []", "0 v1 stage 1 -> bob: 0.1(1:0-50)");
    script.report(BOB, stage(0, 1, 1), wrote(0, 1, into(0, 0, 0), into(1, 0, 0)));
    assertThat(script.said())
        .containsExactly("planned 0 v1 []", "planned 0 v1 []", "processed 0 v1");
  }

  @Test
  void what_is_visible_is_left_out_but_what_a_shuffle_needs_is_made_again() {
    script.run(0, 1, Set.of(0, 1, 3), block(0, 0, 60, ANN));
    assertThat(script.said())
        .as("partition 0 needs nothing, shuffle 0 does")
        .containsExactly("planned 0 v1 []", "0 v1 stage 0 -> ann: 0.1(0:0-60)");
    script.report(ANN, stage(0, 1, 0), wrote(0, 1, into(0, 1, 1)));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v1 [2]",
            "0 v1 stage 2 -> ann: 0.1(p0:0/0.1x1)",
            "0 v1 stage 2 -> bob: 1.1(p1:0/0.1x1)>p2@bob after -1, 0 of 1");
    script.report(ANN, stage(0, 1, 2), wrote(0, 1, into(2, 1)));
    script.report(BOB, stage(0, 1, 2), wrote(1, 1, into(2, 1)));
    assertThat(script.said())
        .as("partition 3 shows it, and no shuffle follows")
        .containsExactly("planned 0 v1 []", "processed 0 v1");
  }

  @Test
  void each_target_says_which_output_of_the_stage_goes_there() {
    ScheduleScript twoSinks =
        new ScheduleScript(
            new JobGraph(
                List.of(Graphs.stage(0, streams(0), toSink(0, 0), toSink(1, 2))),
                List.of(source(0, 2)),
                List.of(),
                List.of(sink(0, 0, 2), sink(1, 2, 2))));
    twoSinks.run(0, 1, block(1, 0, 60, BOB), block(1, 60, 120, BOB));
    assertThat(twoSinks.said())
        .containsExactly(
            "planned 0 v1 [1, 3]",
            "0 v1 stage 0 -> bob:"
                + " 0.1(1:0-60)>p1@bob after -1, 0 of 2>p3@bob after -1, 0 of 2"
                + " 1.1(1:60-120)>p1@bob after -1, 1 of 2>p3@bob after -1, 1 of 2");
    assertThat(twoSinks.outputs()).containsExactly(0, 1, 0, 1);

    twoSinks.run(1, 1, Set.of(1), block(1, 120, 180, BOB));
    assertThat(twoSinks.said())
        .containsExactly(
            "planned 1 v1 [3]", "1 v1 stage 0 -> bob: 0.1(1:120-180)>p3@bob after 0, 0 of 1");
    assertThat(twoSinks.outputs()).containsExactly(1);
  }

  @Test
  void under_a_newer_assignment_all_stages_come_again() {
    script.run(0, 1, block(0, 0, 60, ANN), block(1, 0, 50, BOB));
    script.report(BOB, stage(0, 1, 1), wrote(0, 1, into(0, 2, 0), into(1, 0, 5))).said();

    script.schedule.reassign(FIRST.without(BOB, List.of(ANN)));
    assertThat(script.said()).containsExactly("replaced 0 v1");
    script.run(0, 2, block(0, 0, 60, ANN));
    script.report(ANN, stage(0, 1, 0), wrote(0, 1, into(0, 1, 3)));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v2 [0]", "0 v2 stage 0 -> ann: 0.1(0:0-60)>p0@ann after -1, 0 of 1");
    script.report(ANN, stage(0, 2, 0), wrote(0, 1, into(0, 1, 0)));
    assertThat(script.said())
        .containsExactly(
            "planned 0 v2 [1]", "0 v2 stage 2 -> ann: 0.1(p0:0/0.1x1)>p1@ann after -1, 0 of 1");
  }
}
