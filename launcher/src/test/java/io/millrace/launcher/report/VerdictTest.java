package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobState;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.core.model.WorkerStatus;
import io.millrace.dsl.StreamId;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final WorkerStatus LEFT = new WorkerStatus(new WorkerId("w2"), 0, 0, 0, 0, 0, 0);

  private final StatusFixture run = new StatusFixture();

  @Test
  void a_run_that_did_everything_right_is_ok() {
    assertThat(Verdict.of(run.result(), null))
        .isEqualTo(new Verdict(true, "stable; 15,000,000 records, none lost, none duplicated"));
  }

  @Test
  void what_broke_the_run_off_comes_first() {
    run.sinkTotals.put("lost", 7L);
    assertThat(notOk("source a:1 never accepted")).isEqualTo("source a:1 never accepted");
  }

  @Test
  void a_failed_job_says_why() {
    run.state = JobState.FAILED;
    run.failure = "operator map-1 threw";
    assertThat(notOk(null)).isEqualTo("the job failed: operator map-1 threw");
  }

  @Test
  void no_record_at_all_is_not_ok() {
    run.sinkTotals.put("records", 0L);
    run.sent = null;
    assertThat(notOk(null)).isEqualTo("no record arrived");
  }

  @Test
  void lost_duplicated_and_rejected_are_said_together() {
    run.sinkTotals.put("lost", 7L);
    run.sinkTotals.put("duplicated", 5L);
    run.rejected = 3;
    run.sent = null;
    assertThat(notOk(null))
        .isEqualTo("of the records sent, 7 lost, 5 duplicated, 3 rejected as malformed");
  }

  @Test
  void one_rejected_record_is_enough() {
    run.rejected = 1;
    run.sent = new Sent(15_000_001, 0);
    assertThat(notOk(null)).isEqualTo("of the records sent, 1 rejected as malformed");
  }

  @Test
  void bytes_that_left_with_a_worker_are_said_even_where_no_id_is_missing() {
    run.lost.add(new LostRange(new StreamId(0), 0, 4000, new WorkerId("w1")));
    assertThat(notOk(null)).isEqualTo("4,000 bytes were lost with a worker");
  }

  @Test
  void a_worker_that_read_a_foreign_source_and_left_may_have_lost_records_that_nobody_knows_of() {
    run.sent = null;
    run.workers.add(LEFT);
    assertThat(notOk(null))
        .isEqualTo("worker w2 was lost, and what it had read and not reported is not known");
    run.lost.add(new LostRange(new StreamId(0), 0, 4000, new WorkerId("w2")));
    run.sinkTotals.put("lost", 7L);
    assertThat(notOk(null))
        .isEqualTo(
            "4,000 bytes were lost with a worker; worker w2 was lost, and what it had read and not"
                + " reported is not known; of the records sent, 7 lost");
  }

  @Test
  void a_worker_that_left_does_no_harm_where_totals_of_our_own_generator_agree() {
    run.workers.add(LEFT);
    assertThat(Verdict.of(run.result(), null).ok()).isTrue();
  }

  @Test
  void an_unstable_run_says_which_rule() {
    run.backlogGrowing = true;
    assertThat(notOk(null)).isEqualTo("not stable: the backlog grew");
  }

  private String notOk(String problem) {
    Verdict verdict = Verdict.of(run.result(), problem);
    assertThat(verdict.ok()).isFalse();
    return verdict.sentence();
  }
}
