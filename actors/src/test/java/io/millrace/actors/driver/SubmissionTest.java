package io.millrace.actors.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.CacheUse;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.Refusal;
import io.millrace.core.model.TaskFailure;
import io.millrace.protocol.DriverProtocol.JobRefused;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.WorkerProtocol.CloseJob;
import io.millrace.protocol.WorkerProtocol.OpenStream;
import io.millrace.protocol.WorkerProtocol.PrepareJob;
import io.millrace.protocol.WorkerProtocol.Registered;
import io.millrace.testkit.ActorKitExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a job before it runs, and what its submitter hears. */
class SubmissionTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final Duration SOON = Duration.ofMillis(200);

  private final DriverNode node = new DriverNode(actors.kit(), 2);
  private final ProbeWorker ann = node.worker("ann");

  @AfterEach
  void stop() {
    node.stop();
  }

  @Test
  void the_workers_are_told_where_the_classes_are_and_what_is_set() {
    node.submit(1);
    PrepareJob preparation = ann.next(PrepareJob.class);
    assertThat(preparation.code().jar()).isEqualTo(DriverNode.CODE);
    assertThat(preparation.settings()).isEqualTo(DriverNode.SETTINGS);
  }

  @Test
  void a_submission_is_answered_when_the_streams_are_open() {
    JobId job = node.submit(1);
    ann.prepare();
    ProbeWorker bob = node.worker("bob");
    PrepareJob last = bob.next(PrepareJob.class);
    assertThat(node.status(job).state()).isEqualTo(JobState.PREPARING);
    node.assertNotAnswered();

    last.refs().job().tell(new JobProtocol.JobPrepared(bob.id, job, CacheUse.NONE));
    assertThat(node.accepted()).isEqualTo(job);
    ann.next(OpenStream.class);
    assertThat(node.status(job).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void too_few_workers_are_counted_in_the_refusal() {
    JobId job = node.submit("hottest", SOON);
    JobRefused refused = node.refused();
    assertThat(refused.why()).isEqualTo(Refusal.TOO_FEW_WORKERS);
    assertThat(refused.reason())
        .isEqualTo(
            "1 of the 2 workers that millrace.driver.workers asks for is here, with 2 slots;"
                + " start 1 more, or set it to at most 1");
    assertThat(ann.next(CloseJob.class).job()).isEqualTo(job);
    assertThat(node.statusWhenOver(job).failure()).isEqualTo(refused.reason());
  }

  @Test
  void too_few_slots_are_counted_in_the_refusal() {
    DriverNode wantsSlots = new DriverNode(actors.kit(), 1);
    wantsSlots.worker("bob").next(Registered.class);
    wantsSlots.submit("hottest", SOON);
    JobRefused refused = wantsSlots.refused();
    wantsSlots.stop();
    assertThat(refused.why()).isEqualTo(Refusal.TOO_FEW_WORKERS);
    assertThat(refused.reason())
        .isEqualTo(
            "2 of the 3 slots that millrace.driver.slots asks for are here, on 1 worker;"
                + " start more workers, or set it to at most 2");
  }

  @Test
  void a_worker_that_does_not_load_the_job_in_time_is_named() {
    node.worker("bob");
    node.submit("hottest", SOON);
    JobRefused refused = node.refused();
    assertThat(refused.why()).isEqualTo(Refusal.NOT_STARTED);
    assertThat(refused.reason())
        .isEqualTo("ann, bob did not load it in time; their logs say what holds it up");
  }

  @Test
  void a_worker_that_can_not_load_the_job_is_named_with_its_reason() {
    JobId job = node.submit(1);
    PrepareJob preparation = ann.next(PrepareJob.class);
    TaskFailure missing =
        new TaskFailure(ErrorCategory.USER_CODE, "stage 0", "class a.B is missing");
    preparation.refs().job().tell(new JobProtocol.PreparationFailed(ann.id, job, missing));
    JobRefused refused = node.refused();
    assertThat(refused.why()).isEqualTo(Refusal.NOT_STARTED);
    assertThat(refused.reason()).isEqualTo("ann can't load the job: class a.B is missing");
  }

  @Test
  void a_job_that_is_cancelled_before_it_runs_is_refused() {
    JobId job = node.submit(1);
    node.drain(job);
    assertThat(node.refused().reason()).isEqualTo("it was cancelled before it ran");
    assertThat(node.statusWhenOver(job).state()).isEqualTo(JobState.ENDED);
  }

  @Test
  void of_two_live_jobs_with_one_name_the_second_is_refused() {
    JobId first = node.submit(1);
    node.submit(1);
    JobRefused refused = node.refused();
    assertThat(refused.why()).isEqualTo(Refusal.NAME_TAKEN);
    assertThat(refused.reason())
        .isEqualTo(
            "a job named hottest runs already (job 1); give another name with --name, or cancel"
                + " that one");
    node.submit("coldest", Duration.ofSeconds(20));
    assertThat(node.status(new JobId(2)).name()).isEqualTo("coldest");

    node.drain(first);
    node.statusWhenOver(first);
    node.refused();
    node.submit(1);
    assertThat(node.status(new JobId(3)).name()).isEqualTo("hottest");
  }
}
