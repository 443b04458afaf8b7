package io.millrace.actors.driver;

import static io.millrace.actors.driver.DriverNode.binaryId;
import static io.millrace.actors.driver.DriverNode.block;
import static io.millrace.actors.driver.DriverNode.mark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.core.model.BlockStats;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput.ToSink;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol.FloorsRaised;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol.OpenStream;
import io.millrace.protocol.WorkerProtocol.PrepareJob;
import io.millrace.testkit.ActorKitExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two sources, of one stream and of two, both to two sinks; ann reads streams 0 and 2, bob 1. */
class BranchingJobTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final JobGraph GRAPH =
      new JobGraph(
          List.of(stage(0, 0, 3), stage(1, 1, 4)),
          List.of(
              new SourceSpec("front", new byte[] {1}, 0, List.of("front:1")),
              new SourceSpec("back", new byte[] {2}, 1, List.of("back:1", "back:2"))),
          List.of(),
          List.of(
              new SinkSpec("sink-1", new byte[] {3}, 0, 3),
              new SinkSpec("sink-2", new byte[] {4}, 3, 3)));

  private final DriverNode node = new DriverNode(actors.kit(), 2);
  private final ProbeWorker ann = node.worker("ann");
  private final ProbeWorker bob = node.worker("bob");
  private JobId job;
  private JobRefs refs;

  private static StageSpec stage(int source, int first, int second) {
    return new StageSpec(
        new TaskBinary(binaryId(source), source, new byte[] {(byte) source}),
        new StageInput.Streams(source),
        List.of(new ToSink(0, first), new ToSink(1, second)));
  }

  @BeforeEach
  void submit() {
    job = node.submit(GRAPH);
    refs = ann.prepare();
  }

  @AfterEach
  void stop() {
    node.stop();
  }

  @Test
  void each_stream_is_opened_as_a_split_of_its_source() {
    PrepareJob preparation = bob.next(PrepareJob.class);
    assertThat(preparation.binaries()).hasSize(2);
    assertThat(preparation.sinks()).extracting(SinkSpec::name).containsExactly("sink-1", "sink-2");
    runOnBoth(preparation);

    assertThat(List.of(ann.next(OpenStream.class), ann.next(OpenStream.class)))
        .extracting(open -> open.stream().value(), OpenStream::split, OpenStream::label)
        .containsExactlyInAnyOrder(tuple(0, 0, "front:1"), tuple(2, 1, "back:2"));
    OpenStream atBob = bob.next(OpenStream.class);
    assertThat(atBob.stream()).isEqualTo(new StreamId(1));
    assertThat(atBob.split()).isZero();
    assertThat(atBob.source()).containsExactly(2);
  }

  @Test
  void a_batch_is_committed_when_both_sinks_show_it_and_their_totals_do_not_mix() {
    runOnBoth(bob.next(PrepareJob.class));
    RunTasks atBob = cut();
    assertThat(atBob.run().stage()).isEqualTo(1);
    assertThat(atBob.tasks().get(0).sinks())
        .containsExactly(
            new SinkTarget(0, 1, bob.id, BatchId.NONE, 0, 1),
            new SinkTarget(1, 4, bob.id, BatchId.NONE, 0, 1));
    StageRun atAnn = ann.nextTasks().run();
    ann.report(refs, atAnn, succeeded(0));
    bob.report(refs, atBob.run(), succeeded(1));
    ann.committed(refs, atAnn, 0, node.clock.nanos());
    bob.committed(refs, atBob.run(), 1, node.clock.nanos());

    assertThat(node.status(job).sinks())
        .containsExactly(
            new SinkStatus("sink-1", Map.of("lines", 10L)), new SinkStatus("sink-2", Map.of()));
    assertThat(node.status(job).batch()).as("nothing is committed").isEqualTo(-1);
    ann.committed(refs, atAnn, 3, node.clock.nanos());
    bob.committed(refs, atBob.run(), 4, node.clock.nanos());
    assertThat(ProbeWorker.next(ann.blockStore, FloorsRaised.class, m -> !m.floors().isEmpty()))
        .extracting(FloorsRaised::committed)
        .isEqualTo(new BatchId(0));
    assertThat(node.status(job).records()).isEqualTo(10);
  }

  @Test
  void what_both_sinks_showed_before_a_worker_left_is_counted_and_the_rest_is_lost() {
    runOnBoth(bob.next(PrepareJob.class));
    StageRun atBob = cut().run();
    StageRun atAnn = ann.nextTasks().run();
    ann.report(refs, atAnn, succeeded(0));
    ann.committed(refs, atAnn, 0, node.clock.nanos());
    ann.committed(refs, atAnn, 3, node.clock.nanos());
    bob.report(refs, atBob, succeeded(1));
    bob.committed(refs, atBob, 1, node.clock.nanos());
    node.status(job); // the commits are known

    bob.leave();

    ProbeWorker.next(ann.blockStore, FloorsRaised.class, m -> !m.floors().isEmpty());
    JobStatus status = node.status(job);
    assertThat(status.state()).isEqualTo(JobState.RUNNING);
    assertThat(status.lost())
        .as("only one of the sinks has shown it")
        .containsExactly(new LostRange(new StreamId(1), 0, 60, bob.id));
    assertThat(status.records()).isEqualTo(5);
  }

  private void runOnBoth(PrepareJob preparation) {
    bob.prepared(preparation);
    assertThat(node.status(job).state()).isEqualTo(JobState.RUNNING);
  }

  /** A batch of a block of stream 0 and one of stream 1; returns what bob is to do. */
  private RunTasks cut() {
    ann.report(refs, job, List.of(block(0, 0, 100)), mark(0, 0, 100), mark(2, 0, 0));
    bob.report(refs, job, List.of(block(1, 0, 60)), mark(1, 0, 60));
    return bob.nextTasks();
  }

  private TaskOutcome succeeded(int stream) {
    long now = node.clock.nanos();
    BlockStats read = new BlockStats(new StreamId(stream), 0, 5, 0, 0, 0, now);
    TaskReport report = new TaskReport(now, now, 5, 0, 0, 0, new byte[0], 0, 0, List.of(read));
    return new TaskOutcome.Succeeded(0, 1, report, List.of());
  }
}
