package io.millrace.actors.driver;

import static io.millrace.actors.driver.DriverNode.block;
import static io.millrace.actors.driver.DriverNode.mark;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.StreamState;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobProtocol.JobClosed;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol.CloseJob;
import io.millrace.protocol.WorkerProtocol.EndStreams;
import io.millrace.protocol.WorkerProtocol.PrepareJob;
import io.millrace.testkit.ActorKitExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a job goes: who is told to let go of it, and what stays known. */
class JobEndTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int REMEMBERED = 100;

  private final DriverNode node = new DriverNode(actors.kit(), 2);
  private final ProbeWorker ann = node.worker("ann");
  private final ProbeWorker bob = node.worker("bob");
  private final TestProbe<Object> watch = actors.kit().createTestProbe();

  @AfterEach
  void stop() {
    node.stop();
  }

  @Test
  void its_actor_stops_when_all_workers_have_let_go_of_it() {
    JobId job = node.submit(1);
    JobRefs refs = running();
    end(refs, job);
    CloseJob close = ann.next(CloseJob.class);
    assertThat(close.replyTo()).isEqualTo(refs.job());
    refs.job().tell(new JobClosed(ann.id, job));
    assertThat(bob.next(CloseJob.class).job()).isEqualTo(job);
    assertThat(bob.next(CloseJob.class).job()).isEqualTo(job); // not answered, so told again
    refs.job().tell(new JobClosed(bob.id, job));
    watch.expectTerminated(refs.job(), PATIENCE);
    watch.expectTerminated(refs.conductor(), PATIENCE);
  }

  @Test
  void a_worker_that_leaves_meanwhile_holds_nothing() {
    JobId job = node.submit(1);
    JobRefs refs = running();
    end(refs, job);
    refs.job().tell(new JobClosed(ann.id, job));
    bob.next(CloseJob.class);
    bob.leave();
    watch.expectTerminated(refs.job(), PATIENCE);
  }

  @Test
  void its_last_status_is_known_after_its_actor_is_gone() {
    JobId job = node.submit(1);
    JobRefs refs = running();
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));
    end(refs, job);
    var run = ann.nextTasks().run();
    ann.report(refs, run, node.succeeded(0, 1));
    ann.committed(refs, run, 0, node.clock.nanos());
    ann.next(CloseJob.class);
    closed(refs.job(), job);
    JobStatus status = node.status(job);
    assertThat(status.state()).isEqualTo(JobState.ENDED);
    assertThat(status.records()).isEqualTo(5);
    assertThat(status.streams()).hasSize(1);
  }

  @Test
  void of_many_that_ended_the_last_hundred_stay_known() {
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i <= REMEMBERED; i++) {
      JobId job = node.submit(1);
      jobs.add(job);
      ann.next(PrepareJob.class);
      node.drain(job);
      closed(ann.next(CloseJob.class).replyTo(), job);
    }
    node.statusWhenOver(jobs.get(REMEMBERED));
    assertThat(node.status(jobs.get(1)).state()).isEqualTo(JobState.ENDED);
    assertThat(node.isKnown(jobs.get(0))).isFalse();
  }

  @Test
  void reading_to_the_end_can_be_cut_short_and_that_again() {
    JobId job = node.submit(1);
    JobRefs refs = running();
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));
    node.drain(job, DrainMode.TO_END);
    assertThat(ann.next(EndStreams.class).mode()).isEqualTo(DrainMode.TO_END);
    node.drain(job, DrainMode.NOW);
    ProbeWorker.next(ann.worker, EndStreams.class, end -> end.mode() == DrainMode.NOW);
    node.drain(job, DrainMode.TO_END);
    assertThat(node.status(job).state()).isEqualTo(JobState.DRAINING);

    node.drain(job, DrainMode.NOW); // the batch is not committed, and will not be
    ann.next(CloseJob.class);
    JobStatus status = node.statusWhenOver(job);
    assertThat(status.state()).isEqualTo(JobState.FAILED);
    assertThat(status.failure())
        .isEqualTo("it was cancelled again before everything it had read was committed");
  }

  @Test
  void why_it_failed_stays_known_when_a_part_that_knows_its_figures_is_gone() {
    JobId job = node.submit(1);
    JobRefs refs = running();
    refs.conductor().tell(new BatchConductor.WorkerLost(ann.id, List.of())); // at least one is left
    watch.expectTerminated(refs.conductor(), PATIENCE);
    ann.next(CloseJob.class);
    assertThat(node.statusWhenOver(job).failure())
        .isEqualTo("its conductor failed; the driver's log says why");
    closed(refs.job(), job);
  }

  @Test
  void an_actor_that_fails_takes_its_job_with_it_and_the_workers_let_go() {
    JobId job = node.submit(1);
    JobRefs refs = running();
    refs.job().tell(new Job.StreamMoved(null, ann.id, 0, 0)); // no such stream: a fault
    watch.expectTerminated(refs.job(), PATIENCE);
    assertThat(ann.next(CloseJob.class).job()).isEqualTo(job);
    JobStatus status = node.statusWhenOver(job);
    assertThat(status.state()).isEqualTo(JobState.FAILED);
    assertThat(status.name()).isEqualTo("hottest");
    assertThat(status.failure()).contains("the driver's log says why");
  }

  private JobRefs running() {
    JobRefs refs = ann.prepare();
    bob.prepare();
    node.accepted();
    return refs;
  }

  private void end(JobRefs refs, JobId job) {
    node.drain(job);
    ann.next(EndStreams.class);
    ann.stream(refs, job, 0, StreamState.ENDED, 0);
  }

  private void closed(ActorRef<JobProtocol.Command> actor, JobId job) {
    actor.tell(new JobClosed(ann.id, job));
    actor.tell(new JobClosed(bob.id, job));
    watch.expectTerminated(actor, PATIENCE);
  }
}
