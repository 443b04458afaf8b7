package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobState;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import org.junit.jupiter.api.Test;

class JobPageTest {
  private final StatusFixture job = new StatusFixture();

  @Test
  void begins_with_name_state_and_the_last_second() {
    assertThat(JobPage.lines(job.status()))
        .startsWith("job 1 (LatencyJob)", LiveLine.of(job.status(), "ended"));
  }

  @Test
  void shows_where_the_time_of_the_last_second_went() {
    assertThat(JobPage.lines(job.status()))
        .contains("where the time went in the last second (means; the parts sum to the whole)")
        .containsSequence(Waterfall.lines(job.status().live()));
  }

  @Test
  void shows_what_each_receiver_does_and_why_it_does_not() {
    job.streams.add(StatusFixture.stream(1, StreamState.RECEIVING, 1_234_567, 1, 0, ""));
    job.streams.add(StatusFixture.stream(2, StreamState.CONNECTING, 0, 3, 0, "refused"));
    assertThat(JobPage.lines(job.status()))
        .containsSequence(
            "receiver        worker  state           bytes  connections",
            "localhost:9991  w1      receiving   1,234,567            1",
            "localhost:9992  w1      connecting          0            3  refused");
  }

  @Test
  void shows_what_was_counted_and_lost() {
    job.lost.add(new LostRange(new StreamId(0), 100, 4100, new WorkerId("w2")));
    job.rejected = 7;
    assertThat(JobPage.lines(job.status()))
        .contains(
            "task binary   hits 2,999, misses 1 over 1 stage(s) and 1 executor(s),"
                + " cold 3000.0 us, warm p50 1.0 us, p99 9.0 us",
            "records       15,000,000, rejected 7",
            "              Lost(stream 0, 100..4100, with w2)");
  }

  @Test
  void says_why_it_failed() {
    job.state = JobState.FAILED;
    job.failure = "the disk is full";
    assertThat(JobPage.lines(job.status())).contains("failed: the disk is full");
  }
}
