package io.millrace.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.Distribution;
import io.millrace.core.model.LatencyCounts;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.Measurement;
import io.millrace.core.model.TaskReport;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against records that were followed one by one. */
class LatencySumsTest {
  private static final double ROUNDING = 1e-6;
  private static final long MICRO = RecordRun.MICRO;
  private static final long T0 = RecordRun.T0;

  @ParameterizedTest
  @CsvSource({
    "1, false, true",
    "2, false, true",
    "3, true, true",
    "4, true, true",
    "5, false, false",
    "6, true, false"
  })
  void means_are_those_of_the_records(long seed, boolean shuffled, boolean timed) {
    RecordRun run = new RecordRun(seed, shuffled, timed, Map.of());

    LatencySummary summary = summary(run, shuffled);

    for (Stage stage : Stage.values()) {
      assertThat(summary.stages().get(stage.label()).mean())
          .as(stage.label())
          .isCloseTo(mean(run, record -> record.part(stage)), within(ROUNDING));
    }
    assertThat(summary.latency().mean())
        .isCloseTo(mean(run, r -> r.processed() - r.generated()), within(ROUNDING));
    assertThat(summary.visible().mean())
        .isCloseTo(mean(run, r -> r.committed() - r.generated()), within(ROUNDING));
    assertThat(summary.unaccountedMean()).isCloseTo(0, within(ROUNDING));
    assertThat(summary.records()).isEqualTo(run.records.size());
    assertThat(summary.bytes()).isEqualTo(40 * 1000);
    assertThat(summary.stages().keySet())
        .containsExactly("receive", "block", "store", "batch", "schedule", "process", "commit");
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void a_planted_delay_shows_in_its_stage_and_nowhere_else(Stage delayed) {
    Map<Stage, Double> before = stageMeans(Map.of());
    Map<Stage, Double> after = stageMeans(Map.of(delayed, 5 * RecordRun.MILLI));

    for (Stage stage : Stage.values()) {
      assertThat(after.get(stage) - before.get(stage))
          .as(stage.label())
          .isCloseTo(stage == delayed ? 5000 : 0, within(ROUNDING));
    }
  }

  @Test
  void time_that_no_stamp_explains_is_unaccounted() {
    RecordRun run = new RecordRun(8, false, true, Map.of());
    LatencySums sums = sums(Measurement.ALWAYS, 1);
    for (CommittedBatch batch : run.batches) {
      List<TaskReport> slower = batch.tasks().stream().map(t -> slower(t, 70)).toList();
      sums.add(
          with(batch, batch.batchedNanos(), batch.storedNanos(), slower, batch.committedNanos()));
    }

    assertThat(sums.measured().unaccountedMean()).isCloseTo(70, within(ROUNDING));
  }

  @Test
  void percentiles_are_those_of_the_records() {
    RecordRun run = new RecordRun(9, false, true, Map.of());
    double[] sorted =
        run.records.stream()
            .mapToDouble(r -> (r.processed() - r.generated()) / 1e3)
            .sorted()
            .toArray();

    Distribution latency = summary(run, false).latency();

    assertNear(latency.p50(), sorted[(int) Math.ceil(sorted.length * 0.5) - 1]);
    assertNear(latency.p90(), sorted[(int) Math.ceil(sorted.length * 0.9) - 1]);
    assertNear(latency.p99(), sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    assertNear(latency.p999(), sorted[(int) Math.ceil(sorted.length * 0.999) - 1]);
    assertNear(latency.max(), sorted[sorted.length - 1]);
  }

  @Test
  void without_batches_everything_is_empty() {
    LatencySums sums = sums(Measurement.ALWAYS, 1);

    for (LatencySummary summary : List.of(sums.measured(), sums.live(T0))) {
      assertThat(summary.records()).isZero();
      assertThat(summary.latency()).isEqualTo(Distribution.EMPTY);
      assertThat(summary.visible()).isEqualTo(Distribution.EMPTY);
      assertThat(summary.stages().values()).hasSize(7).containsOnly(Distribution.EMPTY);
      assertThat(summary.unaccountedMean()).isZero();
      assertThat(summary.firstHalfMean()).isZero();
    }
    assertThat(sums.measured().seconds()).isZero();
  }

  @Test
  void a_part_that_the_clocks_make_negative_keeps_its_sign_in_the_mean() {
    LatencySums sums = sums(Measurement.ALWAYS, 1);
    CommittedBatch batch = new RecordRun(10, false, true, Map.of()).batches.get(0);
    long late = batch.batchedNanos() + 10 * RecordRun.MILLI;

    sums.add(with(batch, late, batch.storedNanos(), batch.tasks(), batch.committedNanos()));

    Distribution schedule = sums.measured().stages().get("schedule");
    assertThat(schedule.mean()).isLessThan(-9000);
    assertThat(schedule.p50()).isZero();
    assertThat(sums.measured().unaccountedMean()).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void a_batch_whose_deadline_ends_the_warm_up_is_left_out() {
    LatencySums sums = sums(new Measurement(20_000, 40_000), 1);

    for (int i = 0; i < 6; i++) {
      sums.add(oneLatency(T0 + i * 10_000 * MICRO, 100 * i));
    }

    LatencySummary measured = sums.measured();
    assertThat(measured.records()).isEqualTo(3);
    assertThat(measured.bytes()).isEqualTo(3 * 77);
    assertThat(measured.seconds()).isEqualTo(0.03);
    assertThat(measured.latency().mean()).isEqualTo((300 + 400 + 500) / 3.0);
  }

  @Test
  void the_middle_of_the_measured_time_belongs_to_the_first_half() {
    LatencySums sums = sums(new Measurement(20_000, 40_000), 1);

    for (int i = 0; i <= 6; i++) {
      sums.add(oneLatency(T0 + i * 10_000 * MICRO, 100 * i));
    }

    // measured: 30, 40 | 50, 60 ms
    assertThat(sums.measured().firstHalfMean()).isEqualTo(350);
    assertThat(sums.measured().secondHalfMean()).isEqualTo(550);
  }

  @Test
  void a_run_that_ends_early_is_halved_where_it_was() {
    LatencySums sums = sums(new Measurement(0, 400_000), 1);

    for (int i = 1; i <= 4; i++) {
      sums.add(oneLatency(T0 + i * 10_000 * MICRO, 100 * i));
    }

    assertThat(sums.measured().firstHalfMean()).isEqualTo(150);
    assertThat(sums.measured().secondHalfMean()).isEqualTo(350);
  }

  @Test
  void live_is_the_last_whole_second() {
    LatencySums sums = sums(new Measurement(60_000_000, Long.MAX_VALUE), 1);
    long start = (T0 / 1_000_000_000 + 1) * 1_000_000_000;
    sums.add(oneLatency(start, 100));
    sums.add(oneLatency(start + 999_999_999, 300));
    assertThat(sums.live(start + 999_999_999).records()).isZero();

    sums.add(oneLatency(start + 1_000_000_000, 900));

    LatencySummary live = sums.live(start + 1_000_000_000);
    assertThat(live.records()).isEqualTo(2);
    assertThat(live.latency().mean()).isEqualTo(200);
    assertThat(live.seconds()).isEqualTo(1);
    // nothing comes any more: the open second is closed, then live is empty
    assertThat(sums.live(start + 3_000_000_000L).latency().mean()).isEqualTo(900);
    assertThat(sums.live(start + 4_000_000_000L).records()).isZero();
    assertThat(sums.measured().records()).isZero();
  }

  @Test
  void live_is_empty_when_the_second_before_had_no_batch() {
    LatencySums sums = sums(Measurement.ALWAYS, 1);
    sums.add(oneLatency(T0, 100));

    sums.add(oneLatency(T0 + 5_000_000_000L, 900));

    assertThat(sums.live(T0 + 5_000_000_000L).records()).isZero();
  }

  @Test
  void a_partition_with_nothing_to_show_is_done_with_the_last_task() {
    LatencySums sums = sums(Measurement.ALWAYS, 2);
    CommittedBatch batch = new RecordRun(12, true, true, Map.of()).batches.get(0);

    sums.add(with(batch, batch.batchedNanos(), batch.storedNanos(), batch.tasks(), Map.of()));

    assertThat(sums.measured().stages().get("commit").mean()).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void a_record_is_committed_with_the_last_of_the_partitions_of_its_stream() {
    LatencySums oneSink = sums(Measurement.ALWAYS, 1);
    LatencySums twoSinks = sums(stream -> Set.of(stream.value(), 10 + stream.value()));
    for (CommittedBatch batch : new RecordRun(13, false, true, Map.of()).batches) {
      Map<Integer, Long> committed = new HashMap<>();
      batch.committedNanos().forEach((partition, nanos) -> committed.put(partition + 10, nanos));
      batch.committedNanos().forEach((partition, nanos) -> committed.put(partition, nanos - 7_000));
      oneSink.add(batch);
      twoSinks.add(
          with(batch, batch.batchedNanos(), batch.storedNanos(), batch.tasks(), committed));
    }

    assertThat(twoSinks.measured()).isEqualTo(oneSink.measured());
  }

  @Test
  void a_stream_without_a_shuffle_is_not_held_up_by_one_with_a_shuffle() {
    LatencySums direct = sums(Measurement.ALWAYS, 1);
    LatencySums shuffled = sums(Measurement.ALWAYS, 2);
    LatencySums both = sums(stream -> stream.value() == 0 ? Set.of(0) : Set.of());
    for (CommittedBatch batch : new RecordRun(14, true, true, Map.of()).batches) {
      both.add(batch);
      direct.add(withTasks(batch, batch.tasks().subList(0, 1)));
      shuffled.add(withTasks(batch, batch.tasks().subList(1, 2)));
    }

    LatencySummary first = direct.measured();
    LatencySummary second = shuffled.measured();
    for (Stage stage : Stage.values()) {
      double sum =
          first.records() * first.stages().get(stage.label()).mean()
              + second.records() * second.stages().get(stage.label()).mean();
      assertThat(both.measured().stages().get(stage.label()).mean())
          .as(stage.label())
          .isCloseTo(sum / (first.records() + second.records()), within(ROUNDING));
    }
    assertThat(both.measured().unaccountedMean()).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void a_block_without_a_time_of_storing_is_refused_by_name() {
    LatencySums sums = sums(Measurement.ALWAYS, 1);
    CommittedBatch batch = new RecordRun(11, false, true, Map.of()).batches.get(0);

    CommittedBatch unstored =
        with(batch, batch.batchedNanos(), Map.of(), batch.tasks(), batch.committedNanos());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums.add(unstored))
        .withMessageContaining("batch 0")
        .withMessageContaining("stream 0");
  }

  private static LatencySums sums(Function<StreamId, Set<Integer>> shownIn) {
    MeasuredSpan span = new MeasuredSpan(Measurement.ALWAYS);
    span.begin(T0);
    return new LatencySums(span, shownIn);
  }

  private static LatencySums sums(Measurement measurement, int stages) {
    MeasuredSpan span = new MeasuredSpan(measurement);
    span.begin(T0);
    return new LatencySums(span, stream -> stages > 1 ? Set.of() : Set.of(stream.value()));
  }

  private static LatencySummary summary(RecordRun run, boolean shuffled) {
    LatencySums sums = sums(Measurement.ALWAYS, shuffled ? 3 : 1);
    run.batches.forEach(sums::add);
    return sums.measured();
  }

  private static Map<Stage, Double> stageMeans(Map<Stage, Long> delays) {
    LatencySummary summary = summary(new RecordRun(7, false, true, delays), false);
    Map<Stage, Double> means = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      means.put(stage, summary.stages().get(stage.label()).mean());
    }
    return means;
  }

  private static double mean(RecordRun run, ToLongFunction<RecordRun.Stamps> nanos) {
    return run.records.stream().mapToLong(nanos).average().orElseThrow() / 1e3;
  }

  private static void assertNear(double actual, double exact) {
    // 0.1 %, and the rounding to whole microseconds
    assertThat(actual).isCloseTo(exact, within(exact * 0.001 + 1));
  }

  /** The job measures more than the engine's stamps explain. */
  private static TaskReport slower(TaskReport task, long micros) {
    return new TaskReport(
        task.scheduledNanos(),
        task.finishedNanos(),
        task.records(),
        task.rejected(),
        task.processedSum(),
        task.latencySumMicros() + micros * task.records(),
        task.latencies(),
        task.setUpNanos(),
        task.shuffleBytesIn(),
        task.blocks());
  }

  private static CommittedBatch withTasks(CommittedBatch batch, List<TaskReport> tasks) {
    return with(batch, batch.batchedNanos(), batch.storedNanos(), tasks, batch.committedNanos());
  }

  private static CommittedBatch with(
      CommittedBatch batch,
      long batchedNanos,
      Map<BlockId, Long> storedNanos,
      List<TaskReport> tasks,
      Map<Integer, Long> committedNanos) {
    return new CommittedBatch(
        batch.batch(),
        batch.deadlineNanos(),
        batchedNanos,
        batch.cutNanos(),
        batch.bytes(),
        storedNanos,
        tasks,
        batch.finishedNanos(),
        committedNanos);
  }

  /** A batch of one record. */
  private static CommittedBatch oneLatency(long deadline, long micros) {
    Histogram latencies = new Histogram(60_000_000, 3);
    latencies.recordValue(micros);
    TaskReport task =
        new TaskReport(
            deadline, deadline, 1, 0, 0, micros, LatencyCounts.encode(latencies), 0, 0, List.of());
    return new CommittedBatch(
        new BatchId(0),
        deadline,
        deadline,
        Map.of(),
        77,
        Map.of(),
        List.of(task),
        deadline,
        Map.of());
  }
}
