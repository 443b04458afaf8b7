package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.SlotPool;
import io.millrace.config.DeadLetterSettings;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.ExecutorProtocol.Command;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.ExecutorProtocol.TaskBinaryFetched;
import io.millrace.protocol.JobProtocol.FetchTaskBinary;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.SchedulerProtocol.StageReport;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Owns the slots of a worker and its cache of task binaries.
 *
 * <p>A dispatch finds its binary in the cache, or waits until the job has sent it again. Each of
 * its tasks waits for its input and then for a slot; when the last has ended there is one report.
 * An exception of a user's function ends in the slot, so that the cache outlives it.
 */
final class Executor {
  private final ActorContext<Command> context;
  private final WorkerId self;
  private final Clock clock;
  private final StagePause pause;
  private final OutputSender outputs;
  private final SlotPool slots;
  private final TaskInputs inputs;
  private final TaskBinaryCache cache;
  private final Map<JobId, JobRuns> jobs = new HashMap<>();
  private final Attempts attempts = new Attempts();
  private final Queue<SlotRun> waitingForSlot = new ArrayDeque<>();
  private final SlotUse slotUse = new SlotUse();
  private DriverEpoch epoch = new DriverEpoch(Long.MIN_VALUE);
  private long lastToken;

  private Executor(
      ActorContext<Command> context,
      WorkerId self,
      MillraceSettings settings,
      Clock clock,
      ActorRef<BlockStoreProtocol.Command> blockStore,
      ActorRef<ShuffleInbox.Command> shuffles,
      ActorRef<LaneProtocol.Command> lane,
      StagePause pause) {
    int threads = settings.executor().slots();
    this.context = context;
    this.self = self;
    this.clock = clock;
    this.pause = pause;
    this.outputs = new OutputSender(lane, settings.lane().chunkBytes());
    this.slots = new SlotPool(threads, 2 * threads);
    this.inputs =
        new TaskInputs(
            blockStore,
            shuffles,
            context.messageAdapter(BlockRequests.PinAnswer.class, PinAnswered::new),
            context.messageAdapter(ShuffleInbox.Ready.class, ShuffleReady::new));
    this.cache = new TaskBinaryCache(self, settings, clock, pause);
  }

  /** The executor of a worker; its slots end with it. */
  public static Behavior<Command> create(
      WorkerId self,
      MillraceSettings settings,
      Clock clock,
      ActorRef<BlockStoreProtocol.Command> blockStore,
      ActorRef<ShuffleInbox.Command> shuffles,
      ActorRef<LaneProtocol.Command> lane,
      StagePause pause) {
    return Behaviors.setup(
        context ->
            new Executor(context, self, settings, clock, blockStore, shuffles, lane, pause)
                .serving());
  }

  /**
   * Loads all binaries of a job, once; answered with {@link Prepared}, each time it is asked for.
   */
  record Prepare(
      JobId job,
      String name,
      List<TaskBinary> binaries,
      JobRefs refs,
      JobClasses classes,
      DeadLetterSettings deadLetter,
      ActorRef<Prepared> replyTo)
      implements Command, LocalMessage {
    Prepare {
      binaries = List.copyOf(binaries);
    }
  }

  /**
   * @param cache what loading took
   * @param failure why the job can't run here, or null
   */
  record Prepared(JobId job, CacheUse cache, @Nullable TaskFailure failure)
      implements LocalMessage {}

  /** Forgets the job; answered with {@link Closed}. */
  record Close(JobId job, ActorRef<Closed> replyTo) implements Command, LocalMessage {}

  /** No slot runs anything of the job any more. */
  record Closed(JobId job) implements LocalMessage {}

  private record PinAnswered(BlockRequests.PinAnswer answer) implements Command, LocalMessage {}

  private record ShuffleReady(ShuffleInbox.Ready ready) implements Command, LocalMessage {}

  private record AttemptEnded(Attempt attempt, SlotRun.Ended end)
      implements Command, LocalMessage {}

  private Behavior<Command> serving() {
    return Behaviors.receive(Command.class)
        .onMessage(Prepare.class, this::onPrepare)
        .onMessage(RunTasks.class, this::onRunTasks)
        .onMessage(TaskBinaryFetched.class, this::onTaskBinaryFetched)
        .onMessage(PinAnswered.class, this::onPinAnswered)
        .onMessage(ShuffleReady.class, this::onShuffleReady)
        .onMessage(AttemptEnded.class, this::onAttemptEnded)
        .onMessage(Close.class, this::onClose)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onPrepare(Prepare message) {
    JobRuns known = jobs.get(message.job());
    if (known == null || !known.refs().equals(message.refs())) {
      close(message.job());
      known = new JobRuns(message);
      known.prepared(prepare(known, message.binaries()));
      jobs.put(message.job(), known);
    }
    message.replyTo().tell(known.prepared());
    return Behaviors.same();
  }

  private Prepared prepare(JobRuns job, List<TaskBinary> binaries) {
    try {
      for (TaskBinary binary : binaries) {
        cache.load(job, binary);
      }
      return new Prepared(job.job(), job.takeCacheUse(), null);
    } catch (TaskBinaryCache.LoadFailed e) {
      return new Prepared(job.job(), job.takeCacheUse(), e.failure());
    }
  }

  private Behavior<Command> onRunTasks(RunTasks message) {
    JobRuns job = jobs.get(message.run().job());
    if (isOutdated(message.epoch()) || job == null || !job.isNewest(message.run())) {
      context.getLog().debug("dispatch ignored, {}, {}", message.epoch(), message.run());
      return Behaviors.same();
    }
    attempts.cancelOlder(message.run()).forEach(this::abandon);
    CachedBinary binary = cache.find(job, message.binary());
    if (binary == null) {
      job.hold(message);
      job.refs().job().tell(new FetchTaskBinary(self, job.job(), message.binary()));
    } else {
      start(job, message, binary);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onTaskBinaryFetched(TaskBinaryFetched message) {
    JobRuns job = jobs.get(message.job());
    List<RunTasks> held =
        isOutdated(message.epoch()) || job == null ? List.of() : job.release(message.binary().id());
    if (job != null && !held.isEmpty()) {
      startHeld(job, held, message.binary());
    }
    return Behaviors.same();
  }

  private void startHeld(JobRuns job, List<RunTasks> held, TaskBinary fetched) {
    try {
      CachedBinary binary = cache.load(job, fetched);
      held.stream()
          .filter(dispatch -> job.isNewest(dispatch.run()))
          .forEach(dispatch -> start(job, dispatch, binary));
    } catch (TaskBinaryCache.LoadFailed e) {
      held.forEach(dispatch -> report(job, dispatch.run(), failed(dispatch, e.failure())));
    }
  }

  private void start(JobRuns job, RunTasks message, CachedBinary binary) {
    Dispatch dispatch = new Dispatch(message.run(), message.shuffles(), binary);
    for (TaskSpec spec : message.tasks()) {
      Attempt attempt = new Attempt(++lastToken, spec, dispatch);
      TaskOutcome ended = attempts.outcome(attempt.id());
      if (ended != null) {
        dispatch.repeated(ended);
      } else if (!attempts.isUnderWay(attempt.id())) {
        dispatch.begun();
        attempts.begin(attempt);
        inputs.request(attempt);
      }
    }
    reportIfComplete(job, dispatch);
  }

  private Behavior<Command> onPinAnswered(PinAnswered message) {
    if (message.answer() instanceof BlockRequests.BlocksPinned pinned) {
      handToSlot(attempts.find(pinned.pin()), new TaskData.Pinned(pinned.blocks()));
    } else if (message.answer() instanceof BlockRequests.BlocksGone gone) {
      Attempt attempt = attempts.find(gone.pin());
      if (attempt != null) {
        TaskSpec spec = attempt.spec();
        conclude(attempt, new TaskOutcome.InputLost(spec.index(), spec.attempt(), gone.what()));
      }
    }
    return Behaviors.same();
  }

  private Behavior<Command> onShuffleReady(ShuffleReady message) {
    Attempt attempt = attempts.find(message.ready().token());
    if (attempt != null && attempt.spec().input() instanceof TaskInput.Shuffled input) {
      handToSlot(attempt, new TaskData.Shuffled(input.partition(), message.ready().outputs()));
    }
    return Behaviors.same();
  }

  private void handToSlot(@Nullable Attempt attempt, TaskData input) {
    if (attempt == null) {
      return;
    }
    attempt.handToSlot();
    slotUse.begins(attempt.dispatch().run().job());
    ActorRef<Command> executor = context.getSelf();
    waitingForSlot.add(
        new SlotRun(
            attempt,
            input,
            outputs,
            clock,
            pause,
            end -> executor.tell(new AttemptEnded(attempt, end))));
    fillSlots();
  }

  private void fillSlots() {
    while (!waitingForSlot.isEmpty() && slots.offer(waitingForSlot.element())) {
      waitingForSlot.remove();
    }
  }

  private Behavior<Command> onAttemptEnded(AttemptEnded message) {
    Attempt attempt = message.attempt();
    slotUse.ends(attempt.dispatch().run().job());
    fillSlots();
    inputs.release(attempt);
    if (attempts.find(attempt.token()) != null) {
      keepRejected(attempt, message.end());
      conclude(attempt, message.end().outcome());
    }
    return Behaviors.same();
  }

  private void keepRejected(Attempt attempt, SlotRun.Ended end) {
    JobRuns job = jobs.get(attempt.dispatch().run().job());
    if (job != null && end.rejections() > 0) {
      deadLetters(job).tell(new DeadLetters.Rejected(end.rejected(), end.rejections()));
    }
  }

  private ActorRef<DeadLetters.Command> deadLetters(JobRuns job) {
    ActorRef<DeadLetters.Command> known = job.deadLetters();
    if (known != null) {
      return known;
    }
    ActorRef<DeadLetters.Command> opened =
        context.spawnAnonymous(
            DeadLetters.create(job.deadLetterSettings(), job.name(), self, clock),
            DispatcherSelector.fromConfig("millrace.blocking-dispatcher"));
    job.deadLettersOpened(opened);
    return opened;
  }

  private void conclude(Attempt attempt, TaskOutcome outcome) {
    attempts.end(attempt, outcome);
    attempt.dispatch().ended(outcome);
    JobRuns job = jobs.get(attempt.dispatch().run().job());
    if (job != null) {
      reportIfComplete(job, attempt.dispatch());
    }
  }

  private void reportIfComplete(JobRuns job, Dispatch dispatch) {
    if (dispatch.complete()) {
      report(job, dispatch.run(), dispatch.outcomes());
    }
  }

  private void report(JobRuns job, StageRun run, List<TaskOutcome> outcomes) {
    job.refs().scheduler().tell(new StageReport(self, run, outcomes, job.takeCacheUse()));
  }

  private Behavior<Command> onClose(Close message) {
    JobId id = message.job();
    JobRuns job = jobs.get(id);
    boolean ownClasses = job != null && job.classes().areOfJar();
    close(id);
    slots.interrupt(work -> ((SlotRun) work).isOf(id));
    slotUse.whenNone(id, () -> closed(message, ownClasses));
    return Behaviors.same();
  }

  private void closed(Close request, boolean ownClasses) {
    if (ownClasses) {
      slots.renew();
    }
    request.replyTo().tell(new Closed(request.job()));
  }

  private void close(JobId id) {
    attempts.cancel(id).forEach(this::abandon);
    cache.forget(id);
    JobRuns job = jobs.remove(id);
    ActorRef<DeadLetters.Command> opened = job == null ? null : job.deadLetters();
    if (opened != null) {
      opened.tell(DeadLetters.Close.INSTANCE); // behind the records that were told to it
    }
  }

  /** What a slot reads stays pinned until the slot is done with it. */
  private void abandon(Attempt attempt) {
    if (!attempt.handedToSlot()) {
      inputs.release(attempt);
    }
  }

  private boolean isOutdated(DriverEpoch of) {
    if (of.compareTo(epoch) < 0) {
      return true;
    }
    epoch = of;
    return false;
  }

  private Behavior<Command> onPostStop(PostStop signal) {
    slots.close();
    return Behaviors.same();
  }

  private static List<TaskOutcome> failed(RunTasks dispatch, TaskFailure failure) {
    return dispatch.tasks().stream()
        .<TaskOutcome>map(spec -> new TaskOutcome.Failed(spec.index(), spec.attempt(), failure))
        .toList();
  }
}
