package io.millrace.core.schedule;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link JobSchedule} in short words: what it wants as lines. */
final class ScheduleScript implements ScheduleEffects {
  static final WorkerId ANN = new WorkerId("ann");
  static final WorkerId BOB = new WorkerId("bob");
  static final JobId JOB = new JobId(3);
  static final Assignment FIRST =
      Assignment.first(List.of(ANN, BOB), Map.of(new StreamId(0), ANN, new StreamId(1), BOB));
  private static final long TASK_BYTES = 100;
  private static final int MAX_ATTEMPTS = 2;

  private final List<String> said = new ArrayList<>();
  private final List<Integer> outputs = new ArrayList<>();
  final JobSchedule schedule;

  /**
   * One stage behind the other.
   *
   * @param shuffles partitions of the shuffle behind each stage but the last
   */
  ScheduleScript(Integer... shuffles) {
    this(Graphs.chain(shuffles));
  }

  /** Stream 0 is read by ann, stream 1 by bob. */
  ScheduleScript(JobGraph graph) {
    schedule =
        new JobSchedule(
            JOB,
            graph,
            new LocalityFirst(),
            new RetryPolicy(MAX_ATTEMPTS),
            TASK_BYTES,
            FIRST,
            this);
  }

  static BlockRef block(int stream, long from, long to, WorkerId holder) {
    return new BlockRef(new BlockMeta(new BlockId(new StreamId(stream), from), to, 0), holder);
  }

  ScheduleScript run(long batch, long version, BlockRef... blocks) {
    return run(batch, version, Set.of(), blocks);
  }

  ScheduleScript run(long batch, long version, Set<Integer> visible, BlockRef... blocks) {
    schedule.run(new Batch(new BatchId(batch), Map.of(), List.of(blocks)), version, visible);
    return this;
  }

  ScheduleScript report(WorkerId worker, StageRun run, TaskOutcome... outcomes) {
    schedule.report(worker, run, List.of(outcomes));
    return this;
  }

  static StageRun stage(long batch, long version, int stage) {
    return new StageRun(JOB, new BatchId(batch), version, stage);
  }

  /** Its chunks are those it sent to each partition of shuffle 0. */
  static TaskOutcome ok(int index, int attempt, Integer... chunks) {
    return wrote(index, attempt, into(0, chunks));
  }

  static TaskOutcome wrote(int index, int attempt, ChunkCounts... chunks) {
    return new TaskOutcome.Succeeded(index, attempt, measured(7), List.of(chunks));
  }

  static ChunkCounts into(int shuffle, Integer... chunks) {
    return new ChunkCounts(shuffle, List.of(chunks));
  }

  static TaskReport measured(long finishedNanos) {
    return new TaskReport(1, finishedNanos, 5, 0, 0, 0, new byte[0], 0, 20, List.of());
  }

  static TaskOutcome threw(int index, int attempt) {
    return new TaskOutcome.Failed(
        index, attempt, new TaskFailure(ErrorCategory.USER_CODE, "map-2", "boom"));
  }

  /** What it said since the last time. */
  List<String> said() {
    List<String> lines = List.copyOf(said);
    said.clear();
    return lines;
  }

  /** Of which outputs of their stages the targets were that it named since the last time. */
  List<Integer> outputs() {
    List<Integer> named = List.copyOf(outputs);
    outputs.clear();
    return named;
  }

  @Override
  public void dispatch(Dispatch dispatch) {
    StageRun run = dispatch.run();
    dispatch.tasks().forEach(task -> task.sinks().forEach(sink -> outputs.add(sink.output())));
    String tasks =
        dispatch.tasks().stream().map(ScheduleScript::text).collect(Collectors.joining(" "));
    said.add(
        "%d v%d stage %d -> %s: %s"
            .formatted(run.batch().value(), run.planVersion(), run.stage(), dispatch.to(), tasks));
  }

  @Override
  public void planned(BatchId batch, long planVersion, Collection<Integer> partitions) {
    said.add("planned %d v%d %s".formatted(batch.value(), planVersion, partitions));
  }

  @Override
  public void processed(BatchResult result) {
    said.add("processed " + result.batch().value() + " v" + result.planVersion());
  }

  @Override
  public void replaced(BatchResult partial) {
    said.add("replaced " + partial.batch().value() + " v" + partial.planVersion());
  }

  @Override
  public void failed(BatchId batch, long planVersion, FailedTask task) {
    said.add("failed " + batch.value() + " " + task + ": " + task.last().message());
  }

  private static String text(TaskSpec task) {
    String sink = task.sinks().stream().map(ScheduleScript::text).collect(Collectors.joining());
    return task.index() + "." + task.attempt() + text(task.input()) + sink;
  }

  private static String text(TaskInput input) {
    if (input instanceof TaskInput.Shuffled shuffled) {
      return shuffled.outputs().stream()
          .map(o -> o.stage() + "/" + o.mapTask() + "." + o.attempt() + "x" + o.chunks())
          .collect(Collectors.joining(",", "(p" + shuffled.partition() + ":", ")"));
    }
    return ((TaskInput.Blocks) input)
        .blocks().stream()
            .map(b -> b.meta().stream().value() + ":" + b.meta().from() + "-" + b.meta().to())
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static String text(SinkTarget sink) {
    return ">p%d@%s after %d, %d of %d"
        .formatted(
            sink.partition(), sink.owner(), sink.previous().value(), sink.index(), sink.outputs());
  }
}
