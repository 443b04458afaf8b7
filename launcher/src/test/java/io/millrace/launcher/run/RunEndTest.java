package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobState;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.launcher.report.StatusFixture;
import io.millrace.launcher.run.RunEnd.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunEndTest {
  private static final StreamStatus CONNECTING =
      StatusFixture.stream(0, StreamState.CONNECTING, 0, 0, 0, "connection refused");
  private static final StreamStatus ACCEPTED =
      StatusFixture.stream(0, StreamState.RECEIVING, 0, 1, 0, "");
  private static final StreamStatus DELIVERING =
      StatusFixture.stream(0, StreamState.RECEIVING, 4000, 1, 0, "");
  private static final StreamStatus QUIET =
      StatusFixture.stream(0, StreamState.QUIET, 4000, 2, 0, "");
  private static final StreamStatus EMPTY_AND_QUIET =
      StatusFixture.stream(0, StreamState.QUIET, 0, 2, 0, "");
  private static final StreamStatus CUT =
      StatusFixture.stream(0, StreamState.CONNECTING, 4000, 1, 13, "");

  private final RunEnd own = new RunEnd(true, Duration.ofSeconds(10), Duration.ofSeconds(20));
  private final RunEnd foreign = new RunEnd(false, Duration.ofSeconds(10), Duration.ofSeconds(20));

  @Test
  void our_generator_is_stopped_and_read_to_the_end_when_the_time_is_over() {
    assertThat(look(own, 0, ACCEPTED)).isEqualTo(Step.GO_ON);
    assertThat(look(own, 1, DELIVERING)).isEqualTo(Step.GO_ON);
    assertThat(look(own, 30.9, DELIVERING)).isEqualTo(Step.GO_ON);
    assertThat(look(own, 31, DELIVERING)).isEqualTo(Step.DRAIN_TO_END);
    assertThat(look(own, 32, DELIVERING)).isEqualTo(Step.GO_ON);
    assertThat(look(own, 33, JobState.ENDED, QUIET)).isEqualTo(Step.FINISHED);
    assertThat(own.problem()).isEmpty();
  }

  @Test
  void time_counts_from_the_first_bytes() {
    look(own, 5, ACCEPTED);
    assertThat(own.elapsed(seconds(6))).isZero();
    assertThat(own.measuredFromNanos()).isEqualTo(Long.MAX_VALUE);
    look(own, 7, DELIVERING);
    assertThat(own.elapsed(seconds(9))).isEqualTo(Duration.ofSeconds(2));
    assertThat(own.measuredFromNanos()).isEqualTo(seconds(17));
  }

  @Test
  void the_first_bytes_are_those_that_the_driver_or_a_stream_tells_of() {
    StatusFixture stored = fixture(JobState.RUNNING, ACCEPTED);
    stored.backlogBytes = 20;
    own.look(stored.status(), seconds(1));
    assertThat(own.elapsed(seconds(3))).isEqualTo(Duration.ofSeconds(2));
    StatusFixture processed = fixture(JobState.RUNNING, ACCEPTED);
    processed.sinkTotals.put("records", 1L);
    foreign.look(processed.status(), seconds(2));
    assertThat(foreign.elapsed(seconds(3))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void our_generator_is_not_done_when_a_stream_is_quiet() {
    assertThat(look(own, 1, QUIET)).isEqualTo(Step.GO_ON);
  }

  @Test
  void our_generator_may_not_be_cut_inside_a_record() {
    look(own, 0, DELIVERING);
    look(own, 30, DELIVERING);
    look(own, 31, JobState.ENDED, CUT);
    assertThat(own.problem())
        .contains("source localhost:9990 ended inside a record, after 13 bytes of it");
  }

  @Test
  void a_foreign_source_is_left_alone_when_the_time_is_over() {
    look(foreign, 0, DELIVERING);
    assertThat(look(foreign, 30, DELIVERING)).isEqualTo(Step.DRAIN_NOW);
    assertThat(look(foreign, 31, JobState.ENDED, DELIVERING)).isEqualTo(Step.FINISHED);
    assertThat(foreign.problem()).isEmpty();
  }

  @Test
  void foreign_sources_that_all_delivered_and_are_quiet_end_the_run() {
    StreamStatus second = StatusFixture.stream(1, StreamState.RECEIVING, 10, 1, 0, "");
    assertThat(look(foreign, 3, QUIET, second)).isEqualTo(Step.GO_ON);
    assertThat(look(foreign, 4, QUIET, QUIET)).isEqualTo(Step.DRAIN_NOW);
    look(foreign, 5, JobState.ENDED, QUIET, QUIET);
    assertThat(foreign.problem()).isEmpty();
  }

  @Test
  void a_quiet_source_that_never_delivered_does_not_end_the_run_but_is_a_problem() {
    assertThat(look(foreign, 0, EMPTY_AND_QUIET)).isEqualTo(Step.GO_ON);
    assertThat(look(foreign, 29, EMPTY_AND_QUIET)).isEqualTo(Step.GO_ON);
    assertThat(look(foreign, 30, EMPTY_AND_QUIET)).isEqualTo(Step.DRAIN_NOW);
    assertThat(look(foreign, 31, JobState.ENDED, ended(0))).isEqualTo(Step.FINISHED);
    assertThat(foreign.problem()).contains("source localhost:9990 delivered no record");
  }

  @Test
  void whether_a_source_delivered_is_judged_by_its_last_position() {
    RunEnd brief = new RunEnd(false, Duration.ZERO, Duration.ofSeconds(1));
    StatusFixture stored = fixture(JobState.RUNNING, ACCEPTED);
    stored.backlogBytes = 20;
    brief.look(stored.status(), seconds(0));
    assertThat(brief.look(stored.status(), seconds(1))).isEqualTo(Step.DRAIN_NOW);
    assertThat(look(brief, 1.1, JobState.ENDED, ended(20))).isEqualTo(Step.FINISHED);
    assertThat(brief.problem()).isEmpty();
  }

  @Test
  void our_generator_has_to_deliver_to_each_stream() {
    look(own, 0, DELIVERING, ACCEPTED);
    look(own, 30, DELIVERING, ACCEPTED);
    look(own, 31, JobState.ENDED, ended(4000), ended(0));
    assertThat(own.problem()).contains("source localhost:9990 delivered no record");
  }

  @Test
  void a_source_that_never_accepts_is_a_problem_after_ten_seconds() {
    assertThat(look(foreign, 0, CONNECTING)).isEqualTo(Step.GO_ON);
    assertThat(look(foreign, 9.9, CONNECTING)).isEqualTo(Step.GO_ON);
    assertThat(look(foreign, 10, CONNECTING)).isEqualTo(Step.DRAIN_NOW);
    assertThat(foreign.problem())
        .contains("source localhost:9990 never accepted a connection: connection refused");
  }

  @Test
  void a_run_shorter_than_that_says_so_at_its_end() {
    RunEnd brief = new RunEnd(false, Duration.ZERO, Duration.ofSeconds(2));
    look(brief, 0, CONNECTING);
    assertThat(look(brief, 2, CONNECTING)).isEqualTo(Step.DRAIN_NOW);
    assertThat(brief.problem())
        .contains("source localhost:9990 never accepted a connection: connection refused");
  }

  @Test
  void one_source_that_never_accepts_spoils_the_run_of_the_others() {
    look(foreign, 0, DELIVERING, CONNECTING);
    assertThat(look(foreign, 10, DELIVERING, CONNECTING)).isEqualTo(Step.DRAIN_NOW);
    assertThat(foreign.problem()).isPresent();
  }

  @Test
  void a_source_that_comes_within_ten_seconds_is_fine() {
    look(foreign, 0, CONNECTING);
    look(foreign, 9, CONNECTING);
    assertThat(look(foreign, 11, DELIVERING)).isEqualTo(Step.GO_ON);
    assertThat(foreign.problem()).isEmpty();
  }

  @Test
  void a_source_that_ends_inside_a_record_is_a_problem_at_once() {
    look(foreign, 0, DELIVERING);
    assertThat(look(foreign, 1, CUT)).isEqualTo(Step.DRAIN_NOW);
    assertThat(foreign.problem())
        .contains("source localhost:9990 ended inside a record, after 13 bytes of it");
  }

  @Test
  void stopping_inside_a_record_of_a_foreign_source_is_no_problem() {
    look(foreign, 0, DELIVERING);
    look(foreign, 30, DELIVERING);
    assertThat(look(foreign, 31, JobState.ENDED, CUT)).isEqualTo(Step.FINISHED);
    assertThat(foreign.problem()).isEmpty();
  }

  @Test
  void a_failed_job_is_over() {
    look(foreign, 0, DELIVERING);
    StatusFixture failed = fixture(JobState.FAILED, DELIVERING);
    failed.failure = "operator map-1 threw";
    assertThat(foreign.look(failed.status(), seconds(1))).isEqualTo(Step.FINISHED);
    assertThat(foreign.problem()).contains("the job failed: operator map-1 threw");
  }

  @Test
  void a_job_that_waits_for_its_workers_too_long_is_given_up() {
    assertThat(look(own, 0, JobState.PREPARING)).isEqualTo(Step.GO_ON);
    assertThat(look(own, 59, JobState.PREPARING)).isEqualTo(Step.GO_ON);
    assertThat(look(own, 60, JobState.PREPARING)).isEqualTo(Step.FINISHED);
    assertThat(own.problem()).contains("the job did not start within 60 s: 1 worker(s) are here");
  }

  @Test
  void a_job_that_does_not_end_when_drained_is_given_up() {
    look(own, 0, DELIVERING);
    assertThat(look(own, 30, DELIVERING)).isEqualTo(Step.DRAIN_TO_END);
    assertThat(look(own, 89, JobState.DRAINING, QUIET)).isEqualTo(Step.GO_ON);
    assertThat(look(own, 90, JobState.DRAINING, QUIET)).isEqualTo(Step.FINISHED);
    assertThat(own.problem().orElseThrow()).contains("0 bytes are not processed");
  }

  private static StreamStatus ended(long position) {
    return StatusFixture.stream(0, StreamState.ENDED, position, 1, 0, "");
  }

  private static Step look(RunEnd end, double at, StreamStatus... streams) {
    return look(end, at, JobState.RUNNING, streams);
  }

  private static Step look(RunEnd end, double at, JobState state, StreamStatus... streams) {
    return end.look(fixture(state, streams).status(), seconds(at));
  }

  private static StatusFixture fixture(JobState state, StreamStatus... streams) {
    StatusFixture fixture = new StatusFixture();
    fixture.state = state;
    fixture.streams.addAll(List.of(streams));
    fixture.sinkTotals.put("records", 0L);
    fixture.backlogBytes = 0;
    return fixture;
  }

  private static long seconds(double seconds) {
    return (long) (seconds * 1e9);
  }
}
