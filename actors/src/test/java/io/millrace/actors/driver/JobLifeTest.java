package io.millrace.actors.driver;

import static io.millrace.actors.driver.DriverNode.binaryId;
import static io.millrace.actors.driver.DriverNode.block;
import static io.millrace.actors.driver.DriverNode.mark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.core.model.BlockRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerStatus;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol.FloorsRaised;
import io.millrace.protocol.BlockStoreProtocol.ReportAgain;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.ExecutorProtocol.TaskBinaryFetched;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol.CloseJob;
import io.millrace.protocol.WorkerProtocol.Dismissed;
import io.millrace.protocol.WorkerProtocol.EndStreams;
import io.millrace.protocol.WorkerProtocol.OpenStream;
import io.millrace.protocol.WorkerProtocol.PrepareJob;
import io.millrace.protocol.WorkerProtocol.Registered;
import io.millrace.testkit.ActorKitExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job from its submission to its end: the whole driver, with probes as workers. */
class JobLifeTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final TaskFailure BOOM =
      new TaskFailure(ErrorCategory.USER_CODE, "map-2", "boom at Hottest.java:7");

  private final DriverNode node = new DriverNode(actors.kit(), 2);
  private final ProbeWorker ann = node.worker("ann");
  private final Registered registered = ann.next(Registered.class);

  @AfterEach
  void stop() {
    node.stop();
  }

  @Test
  void streams_open_when_all_workers_have_loaded_the_job() {
    JobId job = node.submit(3);
    JobRefs refs = ann.prepare();
    assertThat(node.status(job).state()).isEqualTo(JobState.PREPARING);
    assertThat(ann.toldSoFar()).doesNotHaveAnyElementsOfTypes(OpenStream.class);

    ProbeWorker bob = node.worker("bob");
    PrepareJob preparation = bob.next(PrepareJob.class);
    assertThat(preparation.name()).isEqualTo("hottest");
    assertThat(preparation.binaries()).extracting(TaskBinary::id).containsExactly(binaryId(0));
    assertThat(preparation.sinks())
        .singleElement()
        .satisfies(sink -> assertThat(sink.description()).containsExactly(2));
    assertThat(preparation.refs()).isEqualTo(refs);
    assertThat(node.status(job).state()).isEqualTo(JobState.PREPARING);
    assertThat(ann.toldSoFar()).doesNotHaveAnyElementsOfTypes(OpenStream.class);

    bob.prepared(preparation);
    OpenStream open = bob.next(OpenStream.class);
    assertThat(open.stream()).isEqualTo(new StreamId(1));
    assertThat(open.label()).isEqualTo("host:7001");
    assertThat(open.source()).containsExactly(1);
    assertThat(open.position()).isZero();
    assertThat(open.grid().originNanos()).isEqualTo(DriverNode.START);
    assertThat(List.of(ann.next(OpenStream.class).split(), ann.next(OpenStream.class).split()))
        .containsExactlyInAnyOrder(0, 2);
    assertThat(node.status(job).state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void a_late_joiner_loads_the_job_and_takes_second_attempts_but_no_stream() {
    ProbeWorker bob = node.worker("bob");
    JobId job = node.submit(2);
    JobRefs refs = ann.prepare();
    bob.prepare();
    bob.next(OpenStream.class);
    ProbeWorker cat = node.worker("cat");
    cat.prepare();
    assertThat(node.status(job).workers()).hasSize(3);

    StageRun run = cutOnlyStream1(bob, refs, job).run();
    bob.report(refs, run, new TaskOutcome.Failed(0, 1, BOOM));
    assertThat(cat.nextTasks().tasks())
        .extracting(TaskSpec::attempt, TaskSpec::sinks)
        .containsExactly(tuple(2, List.of(new SinkTarget(0, 1, bob.id, BatchId.NONE, 0, 1))));
    assertThat(cat.toldSoFar()).doesNotHaveAnyElementsOfTypes(OpenStream.class);
  }

  @Test
  void streams_of_a_silent_worker_are_opened_elsewhere_behind_what_it_had_reported() {
    ProbeWorker bob = node.worker("bob");
    JobId job = node.submit(2);
    JobRefs refs = ann.prepare();
    bob.prepare();
    bob.next(OpenStream.class);
    ann.next(OpenStream.class);
    heard(ann, refs, job, 0);
    bob.report(refs, job, List.of(block(1, 0, 60), block(1, 60, 100)));

    node.timeoutPassesExceptFor(ann, registered);
    OpenStream moved = ann.next(OpenStream.class);
    assertThat(moved.stream()).isEqualTo(new StreamId(1));
    assertThat(moved.position()).isEqualTo(100);
    assertThat(moved.connection()).isEqualTo(1);
    assertThat(bob.next(Dismissed.class).worker()).isEqualTo(bob.id);
    JobStatus status = node.status(job);
    assertThat(status.lost()).containsExactly(new LostRange(new StreamId(1), 0, 100, bob.id));
    assertThat(status.workers())
        .extracting(WorkerStatus::worker, WorkerStatus::hasLeft)
        .containsExactly(tuple(ann.id, false), tuple(bob.id, true));
    assertThat(status.executors()).isEqualTo(2);
  }

  @Test
  void batches_in_flight_are_planned_again_when_a_worker_leaves() {
    ProbeWorker bob = node.worker("bob");
    JobId job = node.submit(2);
    JobRefs refs = ann.prepare();
    bob.prepare();
    bob.next(OpenStream.class);
    ann.report(refs, job, List.of(block(0, 0, 40)), mark(0, 0, 40));
    bob.report(refs, job, List.of(block(1, 0, 60)), mark(1, 0, 60));
    RunTasks before = ann.nextTasks();
    assertThat(before.run().planVersion()).isEqualTo(1);

    bob.leave();
    RunTasks after = ann.nextTasksOf(2);
    assertThat(after.run()).isEqualTo(new StageRun(job, new BatchId(0), 2, 0));
    assertThat(after.tasks()).isEqualTo(before.tasks());
    assertThat(node.status(job).lost())
        .containsExactly(new LostRange(new StreamId(1), 0, 60, bob.id));
  }

  @Test
  void without_a_worker_the_job_fails_and_says_what_to_do() {
    JobId job = node.submit(1);
    running(job).worker().leave();
    ann.leave();
    JobStatus status = node.statusWhenOver(job);
    assertThat(status.state()).isEqualTo(JobState.FAILED);
    assertThat(status.failure())
        .isEqualTo("no worker is left to run it; start one and submit the job again");
  }

  @Test
  void a_batch_runs_where_its_blocks_are_and_its_commit_raises_the_floors() {
    JobId job = node.submit(1);
    JobRefs refs = running(job).refs();
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));

    StageRun run = new StageRun(job, new BatchId(0), 1, 0);
    TaskInput input = new TaskInput.Blocks(List.of(new BlockRef(block(0, 0, 100), ann.id)));
    SinkTarget sink = new SinkTarget(0, 0, ann.id, BatchId.NONE, 0, 1);
    assertThat(ann.nextTasks())
        .isEqualTo(
            new RunTasks(
                registered.epoch(),
                run,
                binaryId(0),
                List.of(),
                List.of(new TaskSpec(0, 1, input, List.of(sink)))));
    ann.report(refs, run, node.succeeded(0, 1));
    ann.committed(refs, run, 0, node.clock.nanos());
    assertThat(ProbeWorker.next(ann.blockStore, FloorsRaised.class))
        .isEqualTo(
            new FloorsRaised(
                registered.epoch(), job, Map.of(new StreamId(0), 100L), new BatchId(0)));
  }

  @Test
  void a_dispatch_that_is_not_answered_is_sent_again() {
    JobId job = node.submit(1);
    JobRefs refs = running(job).refs();
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));
    RunTasks first = ann.nextTasks();
    assertThat(ann.nextTasks()).isEqualTo(first);
  }

  @Test
  void what_workers_may_not_have_heard_is_told_again() {
    JobId job = node.submit(1);
    PrepareJob preparation = ann.next(PrepareJob.class);
    assertThat(ann.next(PrepareJob.class).refs()).isEqualTo(preparation.refs());
    JobRefs refs = running(job).refs();
    assertThat(ann.next(OpenStream.class).stream()).isEqualTo(new StreamId(0));
    assertThat(ann.next(OpenStream.class).stream()).isEqualTo(new StreamId(0));

    heard(ann, refs, job, 0);
    ann.report(refs, job, List.of(block(0, 0, 10), block(0, 20, 30)));
    assertThat(ProbeWorker.next(ann.blockStore, ReportAgain.class).job()).isEqualTo(job);
    ReportAgain ask = ProbeWorker.next(ann.blockStore, ReportAgain.class);
    assertThat(ask.reported()).isEqualTo(Map.of(new StreamId(0), 10L));
  }

  @Test
  void an_executor_that_has_dropped_a_binary_gets_it_again() {
    JobId job = node.submit(1, List.of(3));
    JobRefs refs = running(job).refs();
    refs.job().tell(new JobProtocol.FetchTaskBinary(ann.id, job, binaryId(1)));
    TaskBinaryFetched fetched = ProbeWorker.next(ann.executor, TaskBinaryFetched.class);
    assertThat(fetched.binary().id()).isEqualTo(binaryId(1));
    assertThat(fetched.binary().bytes()).containsExactly(1);
  }

  @Test
  void a_task_that_fails_everywhere_fails_the_job_with_the_name_of_its_operator() {
    JobId job = node.submit(1);
    Started started = running(job);
    ann.report(started.refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));
    StageRun run = ann.nextTasks().run();
    ann.report(started.refs, run, new TaskOutcome.Failed(0, 1, BOOM));
    started.worker.nextTasks();
    started.worker.report(started.refs, run, new TaskOutcome.Failed(0, 2, BOOM));
    ann.report(started.refs, run, new TaskOutcome.Failed(0, 3, BOOM));

    JobStatus status = node.statusWhenOver(job);
    assertThat(status.state()).isEqualTo(JobState.FAILED);
    assertThat(status.failure())
        .isEqualTo("map-2 failed 3 times in batch 0: boom at Hottest.java:7");
  }

  @Test
  void a_job_that_a_worker_can_not_load_fails_before_a_stream_opens() {
    JobId job = node.submit(1);
    PrepareJob preparation = ann.next(PrepareJob.class);
    preparation.refs().job().tell(new JobProtocol.PreparationFailed(ann.id, job, BOOM));
    assertThat(node.statusWhenOver(job).failure())
        .isEqualTo("ann can't load the job: boom at Hottest.java:7");
  }

  @Test
  void a_stream_that_its_worker_can_not_open_fails_the_job() {
    JobId job = node.submit(1);
    JobRefs refs = running(job).refs();
    refs.job().tell(new JobProtocol.PreparationFailed(ann.id, job, BOOM));
    assertThat(node.statusWhenOver(job).failure())
        .isEqualTo("ann can't load the job: boom at Hottest.java:7");
  }

  @Test
  void a_job_whose_streams_have_all_ended_ends_when_everything_read_is_visible() {
    JobId job = node.submit(1);
    JobRefs refs = running(job).refs();
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));
    StageRun run = ann.nextTasks().run();
    ann.stream(refs, job, 0, StreamState.ENDED, 100);
    ann.report(refs, run, node.succeeded(0, 1));
    assertThat(node.status(job).state()).isEqualTo(JobState.RUNNING);
    ann.committed(refs, run, 0, node.clock.nanos());

    assertThat(ann.next(CloseJob.class).job()).isEqualTo(job);
    assertThat(node.statusWhenOver(job).state()).isEqualTo(JobState.ENDED);
  }

  @Test
  void a_source_that_its_reader_can_not_read_fails_the_job() {
    JobId job = node.submit(1);
    Started started = running(job);
    started.worker.stream(started.refs, job, 0, StreamState.FAILED, 0, "not of its own stream");
    ann.stream(started.refs, job, 0, StreamState.FAILED, 0, "there is no such file");

    assertThat(node.statusWhenOver(job).failure()).isEqualTo("ann: there is no such file");
  }

  @Test
  void a_sink_that_can_not_be_written_fails_the_job() {
    JobId job = node.submit(1);
    JobRefs refs = running(job).refs();
    TaskFailure full = new TaskFailure(ErrorCategory.SINK, "file", "the disk is full");
    TaskFailure other = new TaskFailure(ErrorCategory.SINK, "file", "another has taken over");
    refs.conductor().tell(new ConductorProtocol.SinkFailed(ann.id, job, 0, 0, other));
    refs.conductor().tell(new ConductorProtocol.SinkFailed(ann.id, job, 0, 1, full));
    assertThat(node.statusWhenOver(job).failure()).isEqualTo("the disk is full");
  }

  @Test
  void a_drained_job_ends_when_everything_read_is_visible() {
    JobId job = node.submit(1);
    JobRefs refs = running(job).refs();
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));
    StageRun run = ann.nextTasks().run();

    node.drain(job);
    assertThat(ann.next(EndStreams.class).mode()).isEqualTo(DrainMode.NOW);
    ann.stream(refs, job, 0, StreamState.ENDED, 100);
    ann.report(refs, run, node.succeeded(0, 1));
    assertThat(node.status(job).state()).isEqualTo(JobState.DRAINING);
    ann.committed(refs, run, 0, node.clock.nanos());

    assertThat(ann.next(CloseJob.class).job()).isEqualTo(job);
    JobStatus status = node.statusWhenOver(job);
    assertThat(status.state()).isEqualTo(JobState.ENDED);
    assertThat(status.failure()).isEmpty();
    assertThat(status.records()).isEqualTo(5);
  }

  @Test
  void a_job_that_is_drained_before_it_runs_ends_at_once() {
    JobId job = node.submit(1);
    node.drain(job);
    assertThat(node.statusWhenOver(job).state()).isEqualTo(JobState.ENDED);
  }

  @Test
  void a_status_gathers_what_registry_job_conductor_and_ledger_know() {
    JobId job = node.submit(1);
    JobRefs refs = running(job).refs();
    ann.ping(registered);
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100));
    StageRun run = ann.nextTasks().run();
    ann.report(refs, run, node.succeeded(0, 1));
    ann.committed(refs, run, 0, node.clock.nanos());
    ann.report(refs, job, List.of(block(0, 100, 130)));
    ann.stream(refs, job, 0, StreamState.RECEIVING, 130);
    ProbeWorker.next(ann.blockStore, FloorsRaised.class);

    JobStatus status = node.status(job);
    assertThat(status.job()).isEqualTo(job);
    assertThat(status.name()).isEqualTo("hottest");
    assertThat(status.executors()).isEqualTo(2);
    assertThat(status.workers().get(0).clockOffsetMicros()).isEqualTo(3.0);
    assertThat(status.workers().get(0).clockBoundMicros()).isEqualTo(2.0);
    assertThat(status.streams())
        .extracting(StreamStatus::state, StreamStatus::position)
        .containsExactly(tuple(StreamState.RECEIVING, 130L));
    assertThat(status.batch()).isZero();
    assertThat(status.batchMicros()).isEqualTo(10_000);
    assertThat(status.backlogBytes()).isEqualTo(30);
    assertThat(status.sinks()).containsExactly(new SinkStatus("sink-1", Map.of("lines", 5L)));
    assertThat(status.records()).isEqualTo(5);
    assertThat(status.rejected()).isEqualTo(1);
  }

  /** A job that runs, and the second worker it runs on. */
  private record Started(ProbeWorker worker, JobRefs refs) {}

  private Started running(JobId job) {
    ProbeWorker bob = node.worker("bob");
    JobRefs refs = ann.prepare();
    bob.prepare();
    JobStatus status = node.status(job);
    assertThat(status.state()).isEqualTo(JobState.RUNNING);
    return new Started(bob, refs);
  }

  private static void heard(ProbeWorker worker, JobRefs refs, JobId job, int stream) {
    worker.stream(refs, job, stream, StreamState.RECEIVING, 0);
  }

  /** Stream 0 brings nothing, so the batch is one task of the worker that reads stream 1. */
  private RunTasks cutOnlyStream1(ProbeWorker reader, JobRefs refs, JobId job) {
    ann.report(refs, job, List.of(), mark(0, 0, 0));
    reader.report(refs, job, List.of(block(1, 0, 60)), mark(1, 0, 60));
    return reader.nextTasks();
  }
}
