package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import org.junit.jupiter.api.Test;

class RunResultTest {
  private final StatusFixture run = new StatusFixture();

  @Test
  void gaps_of_ids_are_lost_records() {
    run.sinkTotals.put("lost", 7L);
    assertThat(run.result().lost()).isEqualTo(7);
  }

  @Test
  void a_whole_cycle_of_ids_that_is_missing_shows_in_the_totals() {
    run.sent = new Sent(15_000_100, 0);
    assertThat(run.result().lost()).isEqualTo(100);
    assertThat(run.result().duplicated()).isZero();
  }

  @Test
  void of_gaps_and_totals_the_larger_counts() {
    run.sinkTotals.put("lost", 7L);
    run.sent = new Sent(15_000_003, 0);
    assertThat(run.result().lost()).isEqualTo(7);
    run.sent = new Sent(15_000_009, 0);
    assertThat(run.result().lost()).isEqualTo(9);
  }

  @Test
  void a_rejected_record_is_not_lost() {
    run.rejected = 3;
    run.sent = new Sent(15_000_003, 0);
    assertThat(run.result().lost()).isZero();
    assertThat(run.result().duplicated()).isZero();
  }

  @Test
  void repeats_of_ids_are_duplicates() {
    run.sinkTotals.put("duplicated", 5L);
    assertThat(run.result().duplicated()).isEqualTo(5);
  }

  @Test
  void more_records_than_were_sent_are_duplicates() {
    run.rejected = 1;
    run.sent = new Sent(14_999_000, 0);
    assertThat(run.result().duplicated()).isEqualTo(1001);
    assertThat(run.result().lost()).isZero();
  }

  @Test
  void totals_of_a_foreign_source_are_not_known() {
    run.sent = null;
    assertThat(run.result().lost()).isZero();
    assertThat(run.result().duplicated()).isZero();
  }

  @Test
  void rates_are_of_the_measured_part() {
    assertThat(run.result().rateMb()).isEqualTo(10);
    assertThat(run.result().recordsPerSecond()).isEqualTo(500_000);
  }

  @Test
  void what_left_with_workers_is_the_sum_of_the_ranges() {
    run.lost.add(new LostRange(new StreamId(0), 100, 140, new WorkerId("w1")));
    run.lost.add(new LostRange(new StreamId(1), 0, 60, new WorkerId("w1")));
    assertThat(run.result().bytesLostWithWorkers()).isEqualTo(100);
  }
}
