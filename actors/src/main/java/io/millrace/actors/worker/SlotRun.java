package io.millrace.actors.worker;

import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.SlotPool;
import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.core.task.RejectedRecord;
import io.millrace.core.task.TaskException;
import io.millrace.core.task.TaskResult;
import io.millrace.core.time.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a slot does for one attempt: runs the task, sends its output, says how it ended. Whatever a
 * user's function throws ends here.
 */
final class SlotRun implements SlotPool.Work {
  private final Attempt attempt;
  private final TaskData input;
  private final OutputSender outputs;
  private final Clock clock;
  private final StagePause pause;
  private final Consumer<Ended> whenEnded;

  SlotRun(
      Attempt attempt,
      TaskData input,
      OutputSender outputs,
      Clock clock,
      StagePause pause,
      Consumer<Ended> whenEnded) {
    this.attempt = attempt;
    this.input = input;
    this.outputs = outputs;
    this.clock = clock;
    this.pause = pause;
    this.whenEnded = whenEnded;
  }

  /**
   * How it ended.
   *
   * @param rejected malformed records to keep, fewer than were counted when there were many
   * @param rejections how many malformed records there were
   */
  record Ended(TaskOutcome outcome, List<RejectedRecord> rejected, long rejections) {}

  @Override
  public void run(int slot) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(attempt.dispatch().binary().loader());
    Ended ended = end(slot);
    thread.setContextClassLoader(before);
    whenEnded.accept(ended);
  }

  /** Whether it works for the job. */
  boolean isOf(JobId job) {
    return attempt.dispatch().run().job().equals(job);
  }

  private Ended end(int slot) {
    try {
      return attempt.cancelled() ? failed(abandoned()) : succeed(slot);
    } catch (TaskException e) {
      return failed(e.failure());
    } catch (IOException e) {
      return failed(
          new TaskFailure(
              ErrorCategory.USER_CODE, stage(), stage() + " does not load: " + e.getMessage()));
    } catch (OutOfMemoryError e) {
      return failed(
          new TaskFailure(
              ErrorCategory.RESOURCE, stage(), "the worker ran out of memory in " + stage()));
    } catch (Throwable e) {
      return failed(new TaskFailure(ErrorCategory.INTERNAL, stage(), e.toString()));
    }
  }

  private Ended succeed(int slot) throws TaskException, IOException {
    Dispatch dispatch = attempt.dispatch();
    long taken = clock.nanos();
    SlotTask task = dispatch.binary().forSlot(slot);
    long setUpNanos = clock.nanos() - taken;
    pause.at("schedule");
    TaskResult result = task.run(input, dispatch::partitions);
    List<ChunkCounts> chunks = send(result);
    TaskReport report = withSetUp(result.report(), setUpNanos);
    TaskOutcome outcome =
        new TaskOutcome.Succeeded(attempt.spec().index(), attempt.spec().attempt(), report, chunks);
    return new Ended(outcome, result.rejected(), report.rejected());
  }

  /** Before the outcome is told, so that whoever hears of it can count on the output coming. */
  private List<ChunkCounts> send(TaskResult result) {
    Dispatch dispatch = attempt.dispatch();
    List<ChunkCounts> sent = new ArrayList<>();
    for (ShuffleRoute route : dispatch.shuffles()) {
      List<byte[]> partitions = result.outputs().get(route.output()).partitions();
      sent.add(outputs.shuffle(dispatch.run(), attempt.spec(), partitions, route));
    }
    for (SinkTarget sink : attempt.spec().sinks()) {
      outputs.sink(dispatch.run(), sink, result.outputs().get(sink.output()).collected());
    }
    return sent;
  }

  private Ended failed(TaskFailure failure) {
    return new Ended(
        new TaskOutcome.Failed(attempt.spec().index(), attempt.spec().attempt(), failure),
        List.of(),
        0);
  }

  private TaskFailure abandoned() {
    return new TaskFailure(ErrorCategory.INTERNAL, stage(), "given up for a newer plan version");
  }

  private String stage() {
    return "stage " + attempt.dispatch().run().stage();
  }

  private static TaskReport withSetUp(TaskReport task, long nanos) {
    return new TaskReport(
        task.scheduledNanos(),
        task.finishedNanos(),
        task.records(),
        task.rejected(),
        task.processedSum(),
        task.latencySumMicros(),
        task.latencies(),
        nanos + task.setUpNanos(),
        task.shuffleBytesIn(),
        task.blocks());
  }
}
