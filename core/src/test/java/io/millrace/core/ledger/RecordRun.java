package io.millrace.core.ledger;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockStats;
import io.millrace.core.model.LatencyCounts;
import io.millrace.core.model.TaskReport;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * Makes up records with every stamp they ever got, and what an engine would report of them: batches
 * of two streams, a task each, two blocks a task. All stamps are whole microseconds, so that
 * nothing is lost where reports are in microseconds.
 */
final class RecordRun {
  static final long MICRO = 1_000;
  static final long MILLI = 1_000_000;
  static final long T0 = 1_790_000_000_000_000_000L;

  /** One record; nanoseconds since the epoch. */
  record Stamps(
      long generated,
      long received,
      long sealed,
      long stored,
      long batched,
      long scheduled,
      long processed,
      long committed) {
    long part(Stage stage) {
      return switch (stage) {
        case RECEIVE -> received - generated;
        case BLOCK -> sealed - received;
        case STORE -> stored - sealed;
        case BATCH -> batched - stored;
        case SCHEDULE -> scheduled - batched;
        case PROCESS -> processed - scheduled;
        case COMMIT -> committed - processed;
      };
    }
  }

  /** A block and its records; {@code left} is when each left the last operator of its task. */
  private record BlockRun(
      BlockId id, long[] generated, long[] received, long[] left, long sealed, long stored) {
    int size() {
      return generated.length;
    }
  }

  /** What all records of a stream have in common in one batch. */
  private record Ending(long batched, long scheduled, long finished, long committed, long last) {}

  final List<Stamps> records = new ArrayList<>();
  final List<CommittedBatch> batches = new ArrayList<>();

  private final Random random;
  private final boolean shuffled;
  private final boolean timed;
  private final Map<Stage, Long> delays;
  private long position;

  RecordRun(long seed, boolean shuffled, boolean timed, Map<Stage, Long> delays) {
    this.random = new Random(seed);
    this.shuffled = shuffled;
    this.timed = timed;
    this.delays = delays;
    for (int batch = 0; batch < 40; batch++) {
      addBatch(batch, T0 + batch * 10 * MILLI);
    }
  }

  private void addBatch(int number, long deadline) {
    List<BlockRun> blocks =
        IntStream.range(0, 4).mapToObj(i -> block(new StreamId(i / 2), deadline)).toList();
    long batched = max(blocks.stream().mapToLong(BlockRun::stored)) + step(Stage.BATCH, 1000);
    long[] scheduled = {
      batched + step(Stage.SCHEDULE, 700), batched + step(Stage.SCHEDULE, 700),
    };
    blocks.forEach(block -> run(block, scheduled[block.id().stream().value()]));
    long finished = max(blocks.stream().flatMapToLong(block -> LongStream.of(block.left())));
    finished += shuffled ? random.nextInt(4000) * MICRO : 0;
    long[] committed = {
      finished + step(Stage.COMMIT, 2000), finished + step(Stage.COMMIT, 2000),
    };
    long last = Math.max(committed[0], committed[1]);
    List<TaskReport> reports = new ArrayList<>();
    for (int task = 0; task < 2; task++) {
      reports.add(
          report(
              blocks.subList(2 * task, 2 * task + 2),
              new Ending(batched, scheduled[task], finished, committed[task], last)));
    }
    batches.add(
        new CommittedBatch(
            new BatchId(number),
            deadline,
            batched,
            Map.of(),
            1000,
            blocks.stream().collect(Collectors.toMap(BlockRun::id, BlockRun::stored)),
            reports,
            finished,
            Map.of(0, committed[0], 1, committed[1])));
  }

  private BlockRun block(StreamId stream, long deadline) {
    int size = 1 + random.nextInt(50);
    long[] generated = new long[size];
    long[] received = new long[size];
    for (int i = 0; i < size; i++) {
      generated[i] = deadline - 10 * MILLI + random.nextInt(9000) * MICRO;
      received[i] = generated[i] + step(Stage.RECEIVE, 300);
    }
    long sealed = max(LongStream.of(received)) + step(Stage.BLOCK, 2000);
    long stored = sealed + step(Stage.STORE, 500);
    BlockId id = new BlockId(stream, position++);
    return new BlockRun(id, generated, received, new long[size], sealed, stored);
  }

  private void run(BlockRun block, long scheduled) {
    Arrays.setAll(block.left(), i -> scheduled + step(Stage.PROCESS, 3000));
  }

  /** A stage's random length, and the delay planted in it. */
  private long step(Stage stage, int maxMicros) {
    return random.nextInt(maxMicros) * MICRO + delays.getOrDefault(stage, 0L);
  }

  private TaskReport report(List<BlockRun> blocks, Ending ending) {
    Histogram latencies = new Histogram(60_000_000, 3);
    long processedSum = 0;
    long micros = 0;
    long count = 0;
    for (BlockRun block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        long latency = (block.left()[i] - block.generated()[i]) / MICRO;
        latencies.recordValue(latency);
        micros += latency;
        processedSum += block.left()[i] - ending.scheduled();
        follow(block, i, ending);
      }
      count += block.size();
    }
    return new TaskReport(
        ending.scheduled(),
        ending.finished(),
        count,
        0,
        processedSum,
        timed ? micros : 0,
        timed ? LatencyCounts.encode(latencies) : new byte[0],
        0,
        0,
        blocks.stream().map(this::stats).toList());
  }

  private BlockStats stats(BlockRun block) {
    return new BlockStats(
        block.id().stream(),
        block.id().from(),
        block.size(),
        timed ? block.size() : 0,
        timed ? LongStream.of(block.generated()).map(g -> g - block.sealed()).sum() : 0,
        LongStream.of(block.received()).map(r -> r - block.sealed()).sum(),
        block.sealed());
  }

  private void follow(BlockRun block, int i, Ending ending) {
    records.add(
        new Stamps(
            timed ? block.generated()[i] : block.received()[i],
            block.received()[i],
            block.sealed(),
            block.stored(),
            ending.batched(),
            ending.scheduled(),
            shuffled ? ending.finished() : block.left()[i],
            shuffled ? ending.last() : ending.committed()));
  }

  private static long max(LongStream values) {
    return values.max().orElseThrow();
  }
}
