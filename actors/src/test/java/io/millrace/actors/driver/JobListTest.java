package io.millrace.actors.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobSummary;
import io.millrace.core.model.StreamState;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol.EndStreams;
import io.millrace.testkit.ActorKitExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the driver answers when it is asked for all its jobs. */
class JobListTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final long START_MILLIS = DriverNode.START / 1_000_000;

  private final DriverNode node = new DriverNode(actors.kit(), 2);

  @AfterEach
  void stop() {
    node.stop();
  }

  @Test
  void there_is_none_at_first() {
    assertThat(node.jobs()).isEmpty();
  }

  @Test
  void jobs_are_listed_in_the_order_they_came_with_the_reason_of_a_failure() {
    JobId first = node.submit("first", Duration.ofMinutes(1));
    assertThat(node.jobs()).hasSize(1);
    node.clock.advance(5_000_000);
    JobId second = node.submit("second", Duration.ofMillis(1));
    String reason = node.refused().reason();
    node.statusWhenOver(second);
    assertThat(reason).contains("millrace.driver.workers");
    assertThat(node.jobs())
        .containsExactly(
            new JobSummary(first, "first", JobState.PREPARING, "", START_MILLIS),
            new JobSummary(second, "second", JobState.FAILED, reason, START_MILLIS + 5));
  }

  @Test
  void a_job_is_listed_in_the_state_it_has_reached() {
    ProbeWorker ann = node.worker("ann");
    ProbeWorker bob = node.worker("bob");
    JobId job = node.submit(1);
    JobRefs refs = ann.prepare();
    bob.prepare();
    node.accepted();
    assertThat(state()).isEqualTo(JobState.RUNNING);

    node.drain(job);
    ann.next(EndStreams.class);
    assertThat(state()).isEqualTo(JobState.DRAINING);

    ann.stream(refs, job, 0, StreamState.ENDED, 0);
    node.statusWhenOver(job);
    assertThat(state()).isEqualTo(JobState.ENDED);
  }

  private JobState state() {
    assertThat(node.jobs()).hasSize(1);
    return node.jobs().get(0).state();
  }
}
