package io.millrace.actors.driver;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.SchedulerProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.protocol.WorkerRefs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A worker whose actors are probes: the test says what it does. */
final class ProbeWorker {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  static final int SLOTS = 2;

  final WorkerId id;
  final TestProbe<WorkerProtocol.Command> worker;
  final TestProbe<ExecutorProtocol.Command> executor;
  final TestProbe<BlockStoreProtocol.Command> blockStore;
  final TestProbe<LaneProtocol.Command> lane;

  ProbeWorker(String name, ActorTestKit kit) {
    this.id = new WorkerId(name);
    this.worker = kit.createTestProbe();
    this.executor = kit.createTestProbe();
    this.blockStore = kit.createTestProbe();
    this.lane = kit.createTestProbe();
  }

  WorkerRefs refs() {
    return new WorkerRefs(worker.ref(), executor.ref(), blockStore.ref(), lane.ref());
  }

  void offerTo(ActorRef<DriverProtocol.Command> driver) {
    offerTo(driver, id);
  }

  void offerTo(ActorRef<DriverProtocol.Command> driver, WorkerId as) {
    driver.tell(new DriverProtocol.RegisterWorker(as, SLOTS, refs()));
  }

  /** The next message of a type; what comes before it is passed over. */
  <T> T next(Class<T> type) {
    return next(worker, type);
  }

  ExecutorProtocol.RunTasks nextTasks() {
    return next(executor, ExecutorProtocol.RunTasks.class);
  }

  /** Passes over those of older plans, which are sent again until they are answered. */
  ExecutorProtocol.RunTasks nextTasksOf(long planVersion) {
    return next(
        executor,
        ExecutorProtocol.RunTasks.class,
        tasks -> tasks.run().planVersion() == planVersion);
  }

  static <M, T> T next(TestProbe<M> probe, Class<T> type) {
    return next(probe, type, message -> true);
  }

  static <M, T> T next(TestProbe<M> probe, Class<T> type, Predicate<T> wanted) {
    return type.cast(
        probe
            .fishForMessage(
                PATIENCE,
                message ->
                    type.isInstance(message) && wanted.test(type.cast(message))
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore())
            .get(0));
  }

  /** Everything it was told until now. */
  List<WorkerProtocol.Command> toldSoFar() {
    WorkerProtocol.Command now = new WorkerProtocol.Dismissed(new DriverEpoch(-1), id);
    worker.ref().tell(now);
    List<WorkerProtocol.Command> told =
        worker.fishForMessage(
            PATIENCE,
            message ->
                message.equals(now)
                    ? FishingOutcomes.complete()
                    : FishingOutcomes.continueAndCollect());
    return told.subList(0, told.size() - 1);
  }

  /** Says that it lives; returns the driver's answer. */
  WorkerProtocol.ClockPong ping(WorkerProtocol.Registered registered) {
    registered
        .registry()
        .tell(new RegistryProtocol.ClockPing(registered.epoch(), id, 77, 3_000, 2_000));
    return next(WorkerProtocol.ClockPong.class);
  }

  /** Loads the job; returns whom it is to report to. */
  JobRefs prepare() {
    WorkerProtocol.PrepareJob job = next(WorkerProtocol.PrepareJob.class);
    prepared(job);
    return job.refs();
  }

  void prepared(WorkerProtocol.PrepareJob job) {
    job.refs().job().tell(new JobProtocol.JobPrepared(id, job.job(), CacheUse.NONE));
  }

  void report(JobRefs refs, JobId job, List<BlockMeta> blocks, StreamMark... marks) {
    refs.conductor().tell(new ConductorProtocol.BlocksReported(id, job, blocks, List.of(marks)));
  }

  void report(JobRefs refs, StageRun run, TaskOutcome... outcomes) {
    refs.scheduler()
        .tell(new SchedulerProtocol.StageReport(id, run, List.of(outcomes), CacheUse.NONE));
  }

  void committed(JobRefs refs, StageRun run, int partition, long nanos) {
    refs.conductor()
        .tell(
            new ConductorProtocol.PartitionCommitted(
                id,
                run.job(),
                run.batch(),
                run.planVersion(),
                partition,
                nanos,
                Map.of("lines", 5L)));
  }

  void stream(JobRefs refs, JobId job, int stream, StreamState state, long position) {
    stream(refs, job, stream, state, position, "");
  }

  void stream(
      JobRefs refs, JobId job, int stream, StreamState state, long position, String detail) {
    StreamStatus status =
        new StreamStatus(new StreamId(stream), "split", id, state, position, 1, 0, detail);
    refs.job().tell(new JobProtocol.StreamChanged(job, status, SourcePlace.START));
  }

  /** Its node leaves. */
  void leave() {
    worker.stop();
  }

  static BatchId batch(long number) {
    return new BatchId(number);
  }
}
