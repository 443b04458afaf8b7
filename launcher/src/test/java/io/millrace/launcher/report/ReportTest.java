package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final StatusFixture run = new StatusFixture();

  @Test
  void says_how_it_ran_how_fast_and_how_long_records_took() {
    assertThat(Report.lines(run.result()))
        .contains(
            "cluster, 2 worker(s), batches of 10 ms in blocks of 0.5 ms, 1 receiver(s),"
                + " 2 consumer(s)",
            "10.00 MB/s, 500,000 records/s of 20 bytes, over 20.0 s after 10 s of warm-up",
            "  processed        6.00     6.10     9.00    11.00    12.00    20.00",
            "  committed        6.50     6.60     9.50    11.50    12.50    20.50")
        .containsAll(Waterfall.lines(run.status().measured()));
  }

  @Test
  void says_what_was_counted() {
    assertThat(Report.lines(run.result()))
        .contains(
            "batches       due 2,000, done 2,000, merged 0, failed 0, cut without a late receiver 0",
            "task binary   hits 2,999, misses 1 over 1 stage(s) and 1 executor(s),"
                + " cold 3000.0 us, warm p50 1.0 us, p99 9.0 us",
            "records       15,000,000 of 15,000,000 sent, lost 0, duplicated 0, rejected 0",
            "worker w1: 2 slot(s), 3,000 tasks, 15,000,000 records, shuffle in 0.00 MB,"
                + " clock -3.5 us (within 40.0 us)");
  }

  @Test
  void does_not_claim_to_know_what_a_foreign_source_sent() {
    run.sent = null;
    assertThat(Report.lines(run.result()))
        .contains("records       15,000,000, lost 0, duplicated 0, rejected 0");
  }

  @Test
  void shows_no_latency_where_none_was_measured() {
    run.measuredRecords = 0;
    assertThat(Report.lines(run.result())).noneMatch(line -> line.contains("latency"));
  }

  @Test
  void says_what_left_with_a_worker_as_positions() {
    run.lost.add(new LostRange(new StreamId(0), 100, 4100, new WorkerId("w2")));
    assertThat(Report.lines(run.result()))
        .contains("              Lost(stream 0, 100..4100, with w2)");
  }
}
