package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.millrace.actors.shared.SystemClock;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.TestSettings;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.core.plan.Serialized;
import io.millrace.core.plan.StreamReading;
import io.millrace.core.time.Clock;
import io.millrace.dsl.Framing;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.CodeOffer;
import io.millrace.protocol.CodeProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.SchedulerProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker; the test plays the driver. */
@Timeout(60)
class WorkerTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final DriverEpoch OLD = new DriverEpoch(6);
  private static final DriverEpoch EPOCH = new DriverEpoch(7);
  private static final JobId JOB = new JobId(1);
  private static final StreamId STREAM = new StreamId(0);
  private static final long SKEW = 50_000_000;

  @TempDir private static Path folder;

  private final AtomicInteger lives = new AtomicInteger();
  private final Clock driverClock = SystemClock.start(faults(Duration.ZERO));
  private final SystemClock workerClock = SystemClock.start(faults(Duration.ofNanos(SKEW)));
  private final TestProbe<DriverProtocol.Command> driver = actors.kit().createTestProbe();
  private final TestProbe<RegistryProtocol.Command> pings = actors.kit().createTestProbe();
  private final TestProbe<JobProtocol.Command> job = actors.kit().createTestProbe();
  private final TestProbe<ConductorProtocol.Command> conductor = actors.kit().createTestProbe();
  private final TestProbe<SchedulerProtocol.Command> scheduler = actors.kit().createTestProbe();
  private final JobRefs refs = new JobRefs(job.ref(), conductor.ref(), scheduler.ref());
  private final ActorRef<WorkerProtocol.Command> worker =
      actors
          .kit()
          .spawn(
              Worker.create(
                  () -> new WorkerId("life-" + lives.incrementAndGet()),
                  settings(),
                  workerClock,
                  driver.ref(),
                  List.of(new TestSocket.Connector()),
                  WorkerTest.class.getClassLoader(),
                  new JarFolder(folder, settings().code())));

  @AfterEach
  void stop() {
    actors.kit().stop(worker);
  }

  @Test
  void offers_itself_until_it_is_registered_and_then_pings() {
    assertThat(offer().worker()).isEqualTo(new WorkerId("life-1"));
    DriverProtocol.RegisterWorker again = offer();
    assertThat(again.slots()).isEqualTo(3);
    assertThat(again.refs().lane().path().name()).isEqualTo("lane");
    assertThat(again.refs().worker()).isEqualTo(worker);

    worker.tell(new WorkerProtocol.Registered(EPOCH, pings.ref()));

    RegistryProtocol.ClockPing ping = ping();
    assertThat(ping.worker()).isEqualTo(new WorkerId("life-1"));
    assertThat(ping.epoch()).isEqualTo(EPOCH);
  }

  @Test
  void brings_a_skewed_clock_to_the_drivers_and_says_how_wrong_it_may_be() {
    register();
    for (int i = 0; i < 20; i++) {
      answer(ping());
    }
    RegistryProtocol.ClockPing ping = ping();

    assertThat(ping.offsetNanos() + SKEW)
        .isBetween(-ping.boundNanos() - 1_000_000, ping.boundNanos() + 1_000_000);
    assertThat(ping.boundNanos()).isLessThan(SKEW);
    long before = driverClock.nanos();
    long here = workerClock.nanos();
    long after = driverClock.nanos();
    assertThat(here).isBetween(before - ping.boundNanos(), after + ping.boundNanos());
  }

  @Test
  void prepares_a_job_once_the_clock_is_set_and_refuses_an_older_driver() {
    registerWithRegistry();
    worker.tell(prepare(OLD, new JobId(66)));
    worker.tell(prepare(EPOCH, JOB));

    JobProtocol.JobPrepared prepared = job.expectMessageClass(JobProtocol.JobPrepared.class);
    assertThat(prepared.job()).isEqualTo(JOB);
    assertThat(prepared.worker()).isEqualTo(new WorkerId("life-1"));

    worker.tell(prepare(EPOCH, JOB));
    assertThat(job.expectMessageClass(JobProtocol.JobPrepared.class).job()).isEqualTo(JOB);
  }

  @Test
  void reads_a_stream_reports_its_blocks_and_ends_it() throws Exception {
    prepareJob();
    try (TestSocket.Server server = new TestSocket.Server()) {
      worker.tell(openStream(new StreamReading(server.source(), Framing.line())));
      try (TestSocket.Connection connection = server.accept()) {
        connection.send("one\ntwo\n");
        ConductorProtocol.BlocksReported report =
            fish(
                conductor,
                ConductorProtocol.BlocksReported.class,
                message -> message.marks().stream().anyMatch(mark -> mark.position() == 28));
        assertThat(report.worker()).isEqualTo(new WorkerId("life-1"));
        assertThat(report.job()).isEqualTo(JOB);
        awaitStream(status -> status.state() == StreamState.RECEIVING);

        worker.tell(new WorkerProtocol.EndStreams(EPOCH, JOB, DrainMode.NOW));

        awaitStream(status -> status.state() == StreamState.ENDED && status.position() == 28);
      }
    }
  }

  @Test
  void a_job_that_does_not_load_is_said_each_time_it_is_asked_for() {
    registerWithRegistry();
    TaskBinary broken = new TaskBinary(new TaskBinaryId("ab"), 0, new byte[] {1, 2});
    WorkerProtocol.PrepareJob request =
        new WorkerProtocol.PrepareJob(
            EPOCH, JOB, "job", List.of(broken), List.of(), refs, null, Map.of());
    worker.tell(request);
    JobProtocol.PreparationFailed failed =
        job.expectMessageClass(JobProtocol.PreparationFailed.class, PATIENCE);

    worker.tell(request);

    assertThat(job.expectMessageClass(JobProtocol.PreparationFailed.class, PATIENCE))
        .isEqualTo(failed);
  }

  @Test
  void a_stream_whose_description_does_not_load_fails_its_job() {
    prepareJob();
    worker.tell(openStream("not a reading"));

    JobProtocol.PreparationFailed failed =
        job.expectMessageClass(JobProtocol.PreparationFailed.class);
    assertThat(failed.failure().message()).startsWith("the split can't be read: ");
  }

  @Test
  void closes_the_streams_of_a_job_that_is_over() throws Exception {
    prepareJob();
    try (TestSocket.Server server = new TestSocket.Server()) {
      worker.tell(openStream(new StreamReading(server.source(), Framing.line())));
      try (TestSocket.Connection connection = server.accept()) {
        worker.tell(new WorkerProtocol.CloseJob(EPOCH, JOB, job.ref()));

        assertThat(connection.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  @Test
  void says_when_nothing_of_a_job_is_left() throws Exception {
    prepareJob();
    try (TestSocket.Server server = new TestSocket.Server()) {
      worker.tell(openStream(new StreamReading(server.source(), Framing.line())));
      try (TestSocket.Connection connection = server.accept()) {
        worker.tell(new WorkerProtocol.CloseJob(EPOCH, JOB, job.ref()));
        assertThat(closed()).isEqualTo(JOB);
        assertThat(connection.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
    worker.tell(prepare(EPOCH, JOB));
    awaitPrepared(); // it was forgotten
  }

  @Test
  void says_at_once_that_nothing_is_left_of_a_job_it_does_not_have() {
    registerWithRegistry();
    worker.tell(new WorkerProtocol.CloseJob(EPOCH, new JobId(99), job.ref()));
    assertThat(closed()).isEqualTo(new JobId(99));
  }

  @Test
  void gives_up_the_jar_of_a_job_that_is_closed_before_it_has_come() {
    TestProbe<CodeProtocol.Command> code = actors.kit().createTestProbe();
    registerWithRegistry();
    CodeOffer offer = new CodeOffer(new CodeRef("ab".repeat(32), 9), code.ref());
    worker.tell(
        new WorkerProtocol.PrepareJob(
            EPOCH, JOB, "job", List.of(), List.of(), refs, offer, Map.of()));
    code.expectMessageClass(CodeProtocol.FetchCode.class, PATIENCE);
    worker.tell(new WorkerProtocol.CloseJob(EPOCH, JOB, job.ref()));
    assertThat(closed()).isEqualTo(JOB);
  }

  @Test
  void a_setting_that_the_job_can_not_have_here_is_said() {
    registerWithRegistry();
    Map<String, String> settings = Map.of("millrace.block.max-bytes", "1GiB");
    worker.tell(
        new WorkerProtocol.PrepareJob(
            EPOCH, JOB, "job", List.of(), List.of(), refs, null, settings));
    assertThat(job.expectMessageClass(JobProtocol.PreparationFailed.class, PATIENCE).failure())
        .extracting(TaskFailure::message)
        .asString()
        .startsWith("a setting of the job can't be used: millrace.block.max-bytes");
  }

  @Test
  void registers_under_a_new_id_when_dismissed_and_not_for_another_worker() throws Exception {
    prepareJob();
    try (TestSocket.Server server = new TestSocket.Server()) {
      worker.tell(openStream(new StreamReading(server.source(), Framing.line())));
      try (TestSocket.Connection connection = server.accept()) {
        worker.tell(new WorkerProtocol.Dismissed(EPOCH, new WorkerId("somebody else")));
        worker.tell(new WorkerProtocol.Dismissed(OLD, new WorkerId("life-1")));
        worker.tell(prepare(EPOCH, JOB));
        awaitPrepared();

        worker.tell(new WorkerProtocol.Dismissed(EPOCH, new WorkerId("life-1")));

        assertThat(connection.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
    assertThat(newOffer().worker()).isEqualTo(new WorkerId("life-2"));
    assertThat(lives).hasValue(2);
  }

  @Test
  void registers_under_a_new_id_when_the_driver_stays_silent() {
    register();

    assertThat(newOffer().worker()).isEqualTo(new WorkerId("life-2"));
  }

  private DriverProtocol.RegisterWorker offer() {
    return (DriverProtocol.RegisterWorker) driver.receiveMessage(PATIENCE);
  }

  /** The first offer that is not of the first life. */
  private DriverProtocol.RegisterWorker newOffer() {
    return fish(
        driver,
        DriverProtocol.RegisterWorker.class,
        offer -> !offer.worker().value().equals("life-1"));
  }

  private RegistryProtocol.ClockPing ping() {
    return (RegistryProtocol.ClockPing) pings.receiveMessage(PATIENCE);
  }

  private void answer(RegistryProtocol.ClockPing ping) {
    worker.tell(new WorkerProtocol.ClockPong(EPOCH, ping.sentNanos(), driverClock.nanos()));
  }

  private void register() {
    offer();
    worker.tell(new WorkerProtocol.Registered(EPOCH, pings.ref()));
  }

  /** Registered with a registry that answers each ping. */
  private void registerWithRegistry() {
    offer();
    ActorRef<RegistryProtocol.Command> registry = actors.kit().spawn(answering());
    worker.tell(new WorkerProtocol.Registered(EPOCH, registry));
  }

  private Behavior<RegistryProtocol.Command> answering() {
    return Behaviors.receiveMessage(
        message -> {
          answer((RegistryProtocol.ClockPing) message);
          return Behaviors.same();
        });
  }

  private void prepareJob() {
    registerWithRegistry();
    worker.tell(prepare(EPOCH, JOB));
    job.expectMessageClass(JobProtocol.JobPrepared.class, PATIENCE);
  }

  /** Passes over what streams report. */
  private void awaitPrepared() {
    fish(job, JobProtocol.JobPrepared.class, answer -> true);
  }

  private JobId closed() {
    return fish(job, JobProtocol.JobClosed.class, answer -> true).job();
  }

  private void awaitStream(Predicate<StreamStatus> wanted) {
    fish(job, JobProtocol.StreamChanged.class, change -> wanted.test(change.status()));
  }

  /** The first message that is wanted; passes over the others. */
  private static <M, T extends M> T fish(TestProbe<M> probe, Class<T> type, Predicate<T> wanted) {
    List<M> fished =
        probe.fishForMessage(
            PATIENCE,
            message ->
                type.isInstance(message) && wanted.test(type.cast(message))
                    ? FishingOutcomes.complete()
                    : FishingOutcomes.continueAndIgnore());
    return type.cast(fished.get(0));
  }

  private WorkerProtocol.PrepareJob prepare(DriverEpoch epoch, JobId id) {
    return new WorkerProtocol.PrepareJob(
        epoch, id, "job", List.of(), List.of(), refs, null, Map.of());
  }

  private WorkerProtocol.OpenStream openStream(Serializable reading) {
    BatchGrid grid = new BatchGrid(driverClock.nanos(), 10_000_000, 5_000_000);
    return new WorkerProtocol.OpenStream(
        EPOCH,
        JOB,
        STREAM,
        Serialized.write(reading),
        0,
        "the split",
        20,
        1,
        SourcePlace.START,
        grid);
  }

  private static TestSettings faults(Duration skew) {
    return new TestSettings(skew, 0, "", Duration.ZERO);
  }

  private static MillraceSettings settings() {
    return MillraceSettings.from(
        ConfigFactory.parseString(
                """
                millrace.executor.slots = 3
                millrace.clock.ping-interval = 20ms
                millrace.driver.worker-timeout = 2s
                """)
            .withFallback(ConfigFactory.load("millrace-test-kit")));
  }
}
