package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.BatchCounts;
import org.junit.jupiter.api.Test;

class StabilityTest {
  private final StatusFixture run = new StatusFixture();

  @Test
  void a_run_that_did_everything_right_is_stable() {
    assertThat(objection()).isNull();
  }

  @Test
  void the_rate_must_reach_97_percent_of_what_was_asked() {
    run.measuredBytes = 194_000_000;
    assertThat(objection()).isNull();
    run.measuredBytes = 193_999_000;
    assertThat(objection()).isEqualTo("9.70 MB/s were processed of 10.00 MB/s asked for");
  }

  @Test
  void no_rate_is_too_low_when_none_was_asked() {
    run.measuredBytes = 1_000;
    run.rateMb = null;
    assertThat(objection()).isNull();
  }

  @Test
  void the_generator_may_not_be_late_for_a_whole_second() {
    run.sent = new Sent(15_000_000, 1);
    assertThat(objection()).startsWith("the generator was held back: in 1 s");
  }

  @Test
  void a_foreign_generator_is_not_judged() {
    run.sent = null;
    assertThat(objection()).isNull();
  }

  @Test
  void of_the_due_batches_98_percent_must_be_done() {
    run.batches = new BatchCounts(2000, 1960, 0, 0, 0);
    assertThat(objection()).isNull();
    run.batches = new BatchCounts(2000, 1959, 0, 0, 0);
    assertThat(objection()).isEqualTo("1959 of 2000 batches were done");
  }

  @Test
  void at_most_a_tenth_of_the_due_batches_may_be_merged() {
    run.batches = new BatchCounts(2000, 2000, 200, 0, 0);
    assertThat(objection()).isNull();
    run.batches = new BatchCounts(2000, 2000, 201, 0, 0);
    assertThat(objection()).isEqualTo("201 of 2000 batches were merged into later ones");
  }

  @Test
  void the_second_half_may_be_slower_by_three_tenths_and_an_interval() {
    run.secondHalfMean = 1.3 * 6000 + 10_000;
    assertThat(objection()).isNull();
    run.secondHalfMean = 1.3 * 6000 + 10_001;
    assertThat(objection()).isEqualTo("latency grew from 6.00 ms in the first half to 17.80 ms");
  }

  @Test
  void the_backlog_may_not_grow() {
    run.backlogGrowing = true;
    assertThat(objection()).isEqualTo("the backlog grew");
  }

  @Test
  void a_run_that_measured_nothing_is_not_stable() {
    run.measuredRecords = 0;
    assertThat(objection()).contains("nothing was measured");
  }

  @Test
  void a_run_without_a_due_batch_is_not_stable() {
    run.batches = new BatchCounts(0, 0, 0, 0, 0);
    assertThat(objection()).contains("nothing was measured");
  }

  private String objection() {
    return Stability.objection(run.result());
  }
}
