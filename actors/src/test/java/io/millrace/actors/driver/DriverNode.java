package io.millrace.actors.driver;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.JobSummary;
import io.millrace.core.model.Measurement;
import io.millrace.core.model.RegisteredWorker;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A driver whose clock stands still, and a client of it. */
final class DriverNode {
  static final CodeRef CODE = new CodeRef("ab".repeat(32), 4711);
  static final Map<String, String> SETTINGS = Map.of("millrace.batch.max-uncommitted", "3");
  static final long START = 1_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long WORKER_TIMEOUT_MILLIS = 100;

  final ManualClock clock = new ManualClock(START);
  final ActorRef<DriverProtocol.Command> driver;
  private final ActorTestKit kit;
  private final TestProbe<DriverProtocol.Answer> client;
  private final TestProbe<DriverProtocol.Answer> submitter;
  private long submitted;

  /**
   * @param workers a job starts with so many
   */
  DriverNode(ActorTestKit kit, int workers) {
    this.kit = kit;
    this.client = kit.createTestProbe();
    this.submitter = kit.createTestProbe();
    MillraceSettings settings = settings(workers);
    JarFolder jars = new JarFolder(Path.of("target", "no-jars"), settings.code());
    this.driver = kit.spawn(Driver.create(settings, clock, jars));
  }

  private static MillraceSettings settings(int workers) {
    return MillraceSettings.from(
        ConfigFactory.parseString(
                """
                millrace {
                  driver { workers = %d, slots = 3, worker-timeout = %dms }
                  clock.ping-interval = 50ms
                  lane.resend-after = 10ms
                }
                """
                    .formatted(workers, WORKER_TIMEOUT_MILLIS))
            .withFallback(ConfigFactory.load())
            .resolve());
  }

  void stop() {
    kit.stop(driver);
  }

  ProbeWorker worker(String name) {
    ProbeWorker worker = new ProbeWorker(name, kit);
    worker.offerTo(driver);
    return worker;
  }

  List<RegisteredWorker> workers() {
    driver.tell(new DriverProtocol.ListWorkers(client.ref()));
    return client.expectMessageClass(DriverProtocol.WorkerList.class, PATIENCE).workers();
  }

  List<JobSummary> jobs() {
    driver.tell(new DriverProtocol.ListJobs(client.ref()));
    return client.expectMessageClass(DriverProtocol.JobList.class, PATIENCE).jobs();
  }

  /** A job of one stage and so many streams. */
  JobId submit(int streams) {
    return submit(streams, List.of());
  }

  /**
   * @param shuffles partitions of the shuffle behind each stage but the last
   */
  JobId submit(int streams, List<Integer> shuffles) {
    return submit("hottest", streams, shuffles, PATIENCE);
  }

  /** A job of one stage and one stream that waits so long for its workers. */
  JobId submit(String name, Duration startWithin) {
    return submit(name, 1, List.of(), startWithin);
  }

  private JobId submit(String name, int streams, List<Integer> shuffles, Duration startWithin) {
    List<StageSpec> stages = new ArrayList<>();
    for (int stage = 0; stage <= shuffles.size(); stage++) {
      StageInput input = stage == 0 ? new StageInput.Streams(0) : new StageInput.Shuffle(stage - 1);
      StageOutput output =
          stage == shuffles.size()
              ? new StageOutput.ToSink(0, 0)
              : new StageOutput.ToShuffle(stage);
      TaskBinary binary = new TaskBinary(binaryId(stage), stage, new byte[] {(byte) stage});
      stages.add(new StageSpec(binary, input, List.of(output)));
    }
    List<String> splits = new ArrayList<>();
    for (int stream = 0; stream < streams; stream++) {
      splits.add("host:" + (7000 + stream));
    }
    JobGraph graph =
        new JobGraph(
            stages,
            List.of(new SourceSpec("source-1", new byte[] {1}, 0, splits)),
            shuffles,
            List.of(new SinkSpec("sink-1", new byte[] {2}, 0, 8)));
    return submit(name, graph, startWithin);
  }

  JobId submit(JobGraph graph) {
    return submit("hottest", graph, PATIENCE);
  }

  private JobId submit(String name, JobGraph graph, Duration startWithin) {
    JobSubmission job = new JobSubmission(name, graph, Measurement.ALWAYS, CODE, SETTINGS);
    driver.tell(new DriverProtocol.SubmitJob(job, startWithin.toMillis(), submitter.ref()));
    return new JobId(++submitted);
  }

  /** The answer to a submission, which comes when the job runs. */
  JobId accepted() {
    return submitter.expectMessageClass(DriverProtocol.JobAccepted.class, PATIENCE).job();
  }

  DriverProtocol.JobRefused refused() {
    return submitter.expectMessageClass(DriverProtocol.JobRefused.class, PATIENCE);
  }

  void assertNotAnswered() {
    submitter.expectNoMessage(Duration.ZERO);
  }

  /** Whether the driver knows how the job is, or how it ended. */
  boolean isKnown(JobId job) {
    driver.tell(new DriverProtocol.GetJobStatus(job, client.ref()));
    return client.expectMessageClass(DriverProtocol.Answer.class, PATIENCE)
        instanceof DriverProtocol.JobStatusReply;
  }

  static TaskBinaryId binaryId(int stage) {
    return new TaskBinaryId(Integer.toString(stage).repeat(64));
  }

  void drain(JobId job) {
    drain(job, DrainMode.NOW);
  }

  void drain(JobId job, DrainMode mode) {
    driver.tell(new DriverProtocol.DrainJob(job, mode));
  }

  JobStatus status(JobId job) {
    return status(job, PATIENCE);
  }

  private JobStatus status(JobId job, Duration patience) {
    driver.tell(new DriverProtocol.GetJobStatus(job, client.ref()));
    return client.expectMessageClass(DriverProtocol.JobStatusReply.class, patience).status();
  }

  /** A job that stops answers nothing any more, so it is asked again. */
  JobStatus statusWhenOver(JobId job) {
    return client.awaitAssert(
        PATIENCE,
        () -> {
          JobStatus status = status(job, Duration.ofSeconds(1));
          assertThat(status.state()).isIn(JobState.ENDED, JobState.FAILED);
          return status;
        });
  }

  /**
   * Lets the worker time-out pass for those who are silent; the one that speaks is heard. The clock
   * moves in steps, as one that jumps means that the driver itself was away.
   */
  void timeoutPassesExceptFor(ProbeWorker speaker, WorkerProtocol.Registered registered) {
    for (int step = 0; step < 3; step++) {
      clock.advance(WORKER_TIMEOUT_MILLIS * 400_000);
      speaker.ping(registered);
      speaker.next(WorkerProtocol.PeersChanged.class); // it has looked who is silent
    }
  }

  static BlockMeta block(int stream, long from, long to) {
    return new BlockMeta(new BlockId(new StreamId(stream), from), to, 0);
  }

  static StreamMark mark(int stream, long batch, long position) {
    return new StreamMark(new StreamId(stream), ProbeWorker.batch(batch), position);
  }

  TaskOutcome succeeded(int index, int attempt, Integer... chunks) {
    TaskReport report =
        new TaskReport(clock.nanos(), clock.nanos(), 5, 1, 0, 0, new byte[0], 0, 0, List.of());
    return new TaskOutcome.Succeeded(
        index, attempt, report, List.of(new ChunkCounts(0, List.of(chunks))));
  }
}
