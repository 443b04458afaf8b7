package io.millrace.core.task;

import io.millrace.core.block.Block;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.TaskReport;
import io.millrace.core.plan.StageTemplate;
import io.millrace.core.time.Clock;
import io.millrace.dsl.Operator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One slot's instance of a stage; runs one task after the other.
 *
 * <p>Confined to its slot, as are the user functions in its template: give each slot a template of
 * its own, read from the task binary. After a failure the next run starts afresh.
 *
 * <p>The set-up time in its reports counts from the first instruction of the run to the first
 * record; whoever reads the binary adds what that took.
 */
public final class Task {
  private final Clock clock;
  private final StepGraph steps;
  private final @Nullable BlockLoop blockLoop;
  private final @Nullable ShuffleMerger merger;
  private final LatencyMeter latencies;

  /**
   * @param loader of the job's classes, which read what comes out of a shuffle
   * @param timed whether records are timed and blocks stamped; where not, reports have only counts
   */
  public Task(StageTemplate template, ClassLoader loader, Clock clock, boolean timed) {
    this.clock = clock;
    this.steps = StepGraph.of(template);
    this.latencies = new LatencyMeter(clock);
    if (template.input() instanceof StageTemplate.Decoded decoded) {
      this.blockLoop = new BlockLoop(decoded.decoder(), steps, clock, latencies, timed);
      this.merger = null;
    } else {
      StageTemplate.Merged merged = (StageTemplate.Merged) template.input();
      this.blockLoop = null;
      this.merger =
          merged.boundary() instanceof Operator.Fold fold
              ? new PairMerger(Aggregation.of(fold), loader, template.codecs())
              : new RecordMerger(merged.boundary().name(), loader, template.codecs());
    }
  }

  /**
   * Runs over blocks of one stream.
   *
   * @param blocks in order of position, pinned by the caller until this returns
   * @param partitions how many the shuffle behind an output has; what it says of a sink is ignored
   * @throws TaskException naming the operator at fault
   */
  public TaskResult run(List<Block> blocks, IntUnaryOperator partitions) throws TaskException {
    long scheduled = clock.nanos();
    if (blockLoop == null) {
      throw new IllegalStateException("this stage reads a shuffle, not blocks");
    }
    BlockLoop loop = blockLoop;
    return guarded(() -> runBlocks(loop, blocks, partitions, scheduled));
  }

  /**
   * Runs over one partition of a shuffle.
   *
   * @param partition which, for messages
   * @param outputs of each map task, in their order, the chunks in order of their index; a map
   *     output may be cut into chunks anywhere
   * @param partitions how many the shuffle behind an output has; what it says of a sink is ignored
   * @throws TaskException naming the operator at fault
   */
  public TaskResult run(int partition, List<List<byte[]>> outputs, IntUnaryOperator partitions)
      throws TaskException {
    long scheduled = clock.nanos();
    if (merger == null) {
      throw new IllegalStateException("this stage reads blocks, not a shuffle");
    }
    ShuffleMerger shuffled = merger;
    return guarded(() -> runShuffled(shuffled, partition, outputs, partitions, scheduled));
  }

  private TaskResult runBlocks(
      BlockLoop loop, List<Block> blocks, IntUnaryOperator partitions, long scheduled)
      throws TaskException {
    loop.begin(scheduled);
    steps.beginTask(seed(blocks));
    long start = clock.nanos();
    for (Block block : blocks) {
      loop.run(block);
    }
    List<TaskResult.Output> yielded = steps.finish(partitions);
    byte[] encoded = latencies.encode();
    TaskReport report =
        new TaskReport(
            scheduled,
            clock.nanos(),
            loop.records(),
            loop.rejectedCount(),
            loop.processedSum(),
            latencies.sumMicros(),
            encoded,
            start - scheduled,
            0,
            loop.blocks());
    return new TaskResult(report, yielded, loop.rejected());
  }

  private TaskResult runShuffled(
      ShuffleMerger shuffled,
      int partition,
      List<List<byte[]>> outputs,
      IntUnaryOperator partitions,
      long scheduled)
      throws TaskException {
    shuffled.clear();
    steps.beginTask(seed(partition, outputs));
    long start = clock.nanos();
    shuffled.merge(partition, outputs);
    shuffled.pushTo(steps.first());
    long processed = start + (clock.nanos() - start) / 2 - scheduled;
    List<TaskResult.Output> yielded = steps.finish(partitions);
    TaskReport report =
        new TaskReport(
            scheduled,
            clock.nanos(),
            shuffled.values(),
            0,
            shuffled.values() * processed,
            0,
            new byte[0],
            start - scheduled,
            shuffled.bytes(),
            List.of());
    shuffled.clear();
    return new TaskResult(report, yielded, List.of());
  }

  /** Of the place of its data, which is the task's own. */
  private static long seed(List<Block> blocks) {
    if (blocks.isEmpty()) {
      return 0;
    }
    BlockMeta first = blocks.get(0).meta();
    return SplitMix.mixed(first.stream().value() * 31L + first.from());
  }

  /** Of its input, which is the same when it is tried again and differs from batch to batch. */
  private static long seed(int partition, List<List<byte[]>> outputs) {
    CRC32C content = new CRC32C();
    outputs.forEach(chunks -> chunks.forEach(content::update));
    return SplitMix.mixed(content.getValue() * 31 + partition);
  }

  @FunctionalInterface
  private interface Run {
    TaskResult result() throws TaskException;
  }

  /** Whatever is thrown leaves nothing of this run behind for the next one. */
  private TaskResult guarded(Run run) throws TaskException {
    try {
      return run.result();
    } catch (TaskException e) {
      steps.discard(e);
      throw e;
    } catch (RuntimeException | Error e) {
      steps.discard(e);
      throw TaskException.thrownBy(ErrorCategory.INTERNAL, "engine", e);
    }
  }
}
