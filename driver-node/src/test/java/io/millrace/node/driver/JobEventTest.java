package io.millrace.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.BatchCounts;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.Distribution;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.core.model.WorkerStatus;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobEventTest {
  private static final WorkerId WORKER = new WorkerId("w1");
  private static final Distribution DISTRIBUTION = new Distribution(1.5, 2.25, 3, 4, 5, 6);

  @Test
  void a_status_comes_back_from_its_line_as_it_was() {
    JobEvent event = JobEvent.of(status(JobState.RUNNING));
    assertThat(JobEvent.parse(event.toLine())).contains(event);
  }

  @Test
  void the_line_says_what_it_is() {
    assertThat(JobEvent.of(status(JobState.RUNNING)).toLine())
        .startsWith("{\"event\":\"status\",\"status\":{\"job\":3,\"name\":\"Job\"")
        .doesNotContain("\n");
    assertThat(JobEvent.of(status(JobState.ENDED)).toLine()).startsWith("{\"event\":\"ended\"");
    assertThat(JobEvent.of(status(JobState.FAILED)).toLine()).startsWith("{\"event\":\"failed\"");
  }

  @Test
  void only_the_end_is_the_last() {
    assertThat(JobEvent.of(status(JobState.DRAINING)).isLast()).isFalse();
    assertThat(JobEvent.of(status(JobState.ENDED)).isLast()).isTrue();
    assertThat(JobEvent.of(status(JobState.FAILED)).isLast()).isTrue();
  }

  @Test
  void other_lines_are_no_events() {
    assertThat(JobEvent.parse("ready driver 127.0.0.1:25520")).isEmpty();
    assertThat(JobEvent.parse("{\"event\":\"status\",\"status\":")).isEmpty();
  }

  private static JobStatus status(JobState state) {
    LatencySummary summary =
        new LatencySummary(
            1, 2, 3, DISTRIBUTION, DISTRIBUTION, Map.of("receive", DISTRIBUTION), -4, 5, 6);
    return new JobStatus(
        new JobId(3),
        "Job",
        state,
        "a \"quoted\" reason",
        2,
        List.of(
            new StreamStatus(
                new StreamId(1), "a:1", WORKER, StreamState.QUIET, 4000, 2, 7, "refused")),
        List.of(new WorkerStatus(WORKER, 2, 30, 40, 50, -1.5, 60)),
        summary,
        summary,
        new BatchCounts(9, 8, 7, 6, 5),
        11,
        10_000,
        12,
        true,
        13,
        14,
        15,
        List.of(new SinkStatus("sink-1", Map.of("records", 13L))),
        16,
        new CacheUse(1, 2, 3, 4),
        DISTRIBUTION,
        List.of(new LostRange(new StreamId(1), 10, 20, WORKER)));
  }
}
