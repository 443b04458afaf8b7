package io.millrace.actors.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.UserCall;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload.SinkOutput;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.WorkerId;
import io.millrace.core.plan.Serialized;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.ConsoleSink;
import io.millrace.dsl.FencedException;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.ConductorProtocol.PartitionCommitted;
import io.millrace.protocol.ConductorProtocol.SinkFailed;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.SchedulerProtocol;
import io.millrace.testkit.ActorKitExtension;
import io.millrace.testkit.ManualClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SinkWriterTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final WorkerId SELF = new WorkerId("w-1");
  private static final JobId JOB = new JobId(1);

  private static final ClassLoader NODE = SinkWriterTest.class.getClassLoader();

  private final TestProbe<ConductorProtocol.Command> conductor = actors.kit().createTestProbe();
  private final TestProbe<JobProtocol.Command> job = actors.kit().createTestProbe();
  private final TestProbe<SchedulerProtocol.Command> scheduler = actors.kit().createTestProbe();

  @Test
  void batches_become_visible_in_order_with_their_outputs_in_order() {
    RecordingConnector connector = new RecordingConnector(BatchId.NONE);
    var writer = writer(connector);
    assertThat(connector.events).isEmpty();

    output(writer, 2, 1, 1, 0, 1, 0, 1, "later");
    output(writer, 1, 1, -1, 1, 2, 1, 2, "d");
    output(writer, 1, 1, -1, 0, 2, 0, 1, "ab");
    output(writer, 1, 1, -1, 1, 2, 0, 2, "c");

    assertThat(committed(1, 1).metrics()).isEqualTo(Map.of("commits", 1L));
    assertThat(committed(2, 1).metrics()).isEqualTo(Map.of("commits", 2L));
    assertThat(connector.events)
        .containsExactly(
            "open 4 of sums fence 9/1",
            "write 4 1 ab",
            "write 4 1 cd",
            "commit 4 1",
            "write 4 2 later",
            "commit 4 2");
  }

  @Test
  void what_the_sink_has_already_is_reported_and_not_written() {
    RecordingConnector connector = new RecordingConnector(new BatchId(5));
    var writer = writer(connector);

    output(writer, 5, 1, -1, 0, 1, 0, 1, "again");
    committed(5, 1);
    output(writer, 6, 1, 5, 0, 1, 0, 1, "new");
    committed(6, 1);

    assertThat(connector.events)
        .containsExactly("open 4 of sums fence 9/1", "write 4 6 new", "commit 4 6");
  }

  @Test
  void a_newer_plan_version_opens_the_partition_again_and_totals_go_on() {
    RecordingConnector connector = new RecordingConnector(BatchId.NONE);
    var writer = writer(connector);

    output(writer, 1, 1, -1, 0, 1, 0, 1, "a");
    committed(1, 1);
    output(writer, 1, 2, -1, 0, 1, 0, 1, "a");
    assertThat(committed(1, 2).metrics()).isEqualTo(Map.of("commits", 1L));
    output(writer, 2, 2, 1, 0, 1, 0, 1, "b");
    assertThat(committed(2, 2).metrics()).isEqualTo(Map.of("commits", 2L));

    assertThat(connector.events)
        .containsExactly(
            "open 4 of sums fence 9/1",
            "write 4 1 a",
            "commit 4 1",
            "close 4",
            "open 4 of sums fence 9/2",
            "write 4 2 b",
            "commit 4 2");
  }

  @Test
  void a_partition_that_fails_is_said_until_the_end_and_not_written_again() {
    Exception refusal = new FencedException("a writer with fence 10/1 has taken over");
    RecordingConnector connector = new RecordingConnector(BatchId.NONE, 1, refusal);
    var writer = writer(connector);

    output(writer, 1, 1, -1, 0, 1, 0, 1, "a");
    output(writer, 1, 1, -1, 0, 1, 0, 1, "a");

    SinkFailed failed = conductor.expectMessageClass(SinkFailed.class);
    assertThat(failed.partition()).isEqualTo(7);
    assertThat(failed.planVersion()).isEqualTo(1);
    assertThat(failed.failure().category()).isEqualTo(ErrorCategory.SINK);
    assertThat(failed.failure().message())
        .isEqualTo(
            "partition 4 of sink-2 (RecordingSink) can't be written on worker w-1: a writer with"
                + " fence 10/1 has taken over");
    assertThat(conductor.expectMessageClass(SinkFailed.class)).isEqualTo(failed);
    assertThat(connector.events)
        .containsExactly("open 4 of sums fence 9/1", "write 4 1 a", "close 4");
  }

  @Test
  void a_partition_that_failed_is_tried_anew_under_a_newer_plan_version() {
    RecordingConnector connector =
        new RecordingConnector(BatchId.NONE, 1, new IllegalStateException("full"));
    var writer = writer(connector);
    output(writer, 1, 1, -1, 0, 1, 0, 1, "a");
    assertThat(conductor.expectMessageClass(SinkFailed.class).planVersion()).isEqualTo(1);

    output(writer, 2, 2, -1, 0, 1, 0, 1, "b");

    committed(2, 2);
  }

  @Test
  void an_error_of_a_users_sink_is_said_and_the_other_partitions_go_on() {
    Error broken = new NoClassDefFoundError("com/acme/Client");
    RecordingConnector connector = new RecordingConnector(BatchId.NONE, 1, broken);
    var writer = writer(connector);

    output(writer, 1, 1, -1, 0, 1, 0, 1, "a");

    assertThat(conductor.expectMessageClass(SinkFailed.class).failure().message())
        .endsWith("can't be written on worker w-1: com/acme/Client");
    stop(writer);
  }

  @Test
  void a_sink_that_no_connector_knows_is_said() {
    ConnectorProvider none = new RecordingConnector(BatchId.NONE);
    var writer = writer(none, Serialized.write(new ConsoleSink()));

    output(writer, 1, 1, -1, 0, 1, 0, 1, "a");

    assertThat(conductor.expectMessageClass(SinkFailed.class).failure().message())
        .isEqualTo(
            "partition 4 of sink-2 (ConsoleSink) can't be written on worker w-1: none of the 1"
                + " connectors on the class path and in the job's jar knows it");
  }

  @Test
  void closing_closes_the_partitions() {
    RecordingConnector connector = new RecordingConnector(BatchId.NONE);
    var writer = writer(connector);
    output(writer, 1, 1, -1, 0, 1, 0, 1, "a");

    stop(writer);

    assertThat(connector.events).endsWith("close 4");
  }

  private void stop(ActorRef<SinkWriter.Command> writer) {
    writer.tell(SinkWriter.Close.INSTANCE);
    job.expectTerminated(writer);
  }

  private PartitionCommitted committed(long batch, long planVersion) {
    PartitionCommitted committed = conductor.expectMessageClass(PartitionCommitted.class);
    assertThat(committed)
        .isEqualTo(
            new PartitionCommitted(
                SELF, JOB, new BatchId(batch), planVersion, 7, 77_000, committed.metrics()));
    return committed;
  }

  private ActorRef<SinkWriter.Command> writer(ConnectorProvider connector) {
    return writer(connector, Serialized.write(new RecordingConnector.RecordingSink()));
  }

  /** Of the second sink of a job: its partition 4 is partition 7 of the job. */
  private ActorRef<SinkWriter.Command> writer(ConnectorProvider connector, byte[] sink) {
    List<SinkSpec> sinks =
        List.of(new SinkSpec("sink-1", new byte[0], 0, 3), new SinkSpec("sink-2", sink, 3, 5));
    JobRefs refs = new JobRefs(job.ref(), conductor.ref(), scheduler.ref());
    return actors
        .kit()
        .spawn(
            SinkWriter.create(
                SELF,
                JOB,
                "sums",
                sinks,
                new DriverEpoch(9),
                JobClasses.ofNode(NODE, List.of(connector)),
                new UserCall(NODE),
                refs,
                new ManualClock(77_000),
                StagePause.NONE),
            DispatcherSelector.fromConfig("millrace.blocking-dispatcher"));
  }

  private static void output(
      ActorRef<SinkWriter.Command> writer,
      long batch,
      long planVersion,
      long previous,
      int index,
      int outputs,
      int part,
      int parts,
      String text) {
    StageRun run = new StageRun(JOB, new BatchId(batch), planVersion, 0);
    SinkTarget target = new SinkTarget(0, 7, SELF, new BatchId(previous), index, outputs);
    writer.tell(
        new SinkWriter.Output(new SinkOutput(run, target, part, parts, text.getBytes(UTF_8))));
  }
}
