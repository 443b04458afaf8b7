package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.core.block.Block;
import io.millrace.core.block.ReadMarks;
import io.millrace.core.model.BlockStats;
import io.millrace.core.model.LatencyCounts;
import io.millrace.core.model.TaskReport;
import io.millrace.core.plan.StageTemplate;
import io.millrace.core.time.Clock;
import io.millrace.dsl.Decoder;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.FilterFunction;
import io.millrace.dsl.JobCodecs;
import io.millrace.dsl.Operator;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.StreamId;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TaskMeasurementTest {
  private static final long MILLI = 1_000_000;

  /** 10^6 s after the epoch, where the generator's time stamps start again at 0. */
  private static final long START = 1_000_000_000 * MILLI;

  private final ManualClock clock = new ManualClock(START);

  @Test
  void stamps_are_summed_over_the_records_of_each_read_range() throws Exception {
    // Each record takes 10 us in the filter. Generated 1, 2 and 3 ms into the 5 ms before the
    // start.
    Task task = taking(10_000, Decoders.stamped(15));
    String text = stamped(-4_000) + stamped(-3_000) + stamped(-2_000);
    long[] received = {START - 2 * MILLI, START - 1 * MILLI};
    Block block =
        Stages.block(50, text, new ReadMarks(new int[] {30, 45}, received), START - MILLI / 2);

    TaskReport report = task.run(List.of(block), o -> 0).report();

    // First range: 2 records from 0 to 20 us, middle 10; second: 1 record from 20 to 30, middle 25.
    assertThat(report.processedSum()).isEqualTo(2 * 10_000 + 25_000);
    assertThat(report.scheduledNanos()).isEqualTo(START);
    assertThat(report.finishedNanos()).isEqualTo(START + 30_000);
    assertThat(report.setUpNanos()).isZero();
    // generated - sealed: -3.5, -2.5, -1.5 ms; received - sealed: twice -1.5, once -0.5 ms.
    assertThat(report.blocks())
        .containsExactly(
            new BlockStats(new StreamId(7), 50, 3, 3, -7_500_000, -3_500_000, START - MILLI / 2));
    // Processed at 20, 20, 30 us after the start.
    assertThat(report.latencySumMicros()).isEqualTo(4_020 + 3_020 + 2_030);
    Histogram latencies = histogram(report);
    assertThat(latencies.getTotalCount()).isEqualTo(3);
    assertThat(latencies.getMinValue()).isEqualTo(2_030);
    assertThat(latencies.valuesAreEquivalent(latencies.getMaxValue(), 4_020)).isTrue();
  }

  @Test
  void the_clock_is_read_for_the_latencies_of_64_records_at_once() throws Exception {
    Task task = taking(1_000, Decoders.stamped(15));

    TaskReport report = task.run(List.of(block(stamped(0).repeat(70))), o -> 0).report();

    // 64 records count as processed at 64 us, the other 6 at 70 us; the engine's middle is 35 us.
    assertThat(report.latencySumMicros()).isEqualTo(64 * 64 + 6 * 70);
    assertThat(report.processedSum()).isEqualTo(70 * 35_000);
  }

  @Test
  void records_without_a_time_are_stamped_by_the_engine_alone() throws Exception {
    Task task = taking(2_000, Decoders.lines());
    ReadMarks reads = new ReadMarks(new int[] {4}, new long[] {START - 3_000});

    TaskReport report = task.run(List.of(Stages.block(0, "a\nb\n", reads, START)), o -> 0).report();

    assertThat(report.processedSum()).isEqualTo(2 * 2_000);
    assertThat(report.latencySumMicros()).isZero();
    assertThat(report.latencies()).isEmpty();
    assertThat(report.blocks())
        .containsExactly(new BlockStats(new StreamId(7), 0, 2, 0, 0, -6_000, START));
  }

  @Test
  void a_latency_below_zero_stays_in_the_sum_and_counts_as_zero_in_the_distribution()
      throws Exception {
    Task task = taking(0, Decoders.stamped(15));

    TaskReport report = task.run(List.of(block(stamped(5))), o -> 0).report();

    assertThat(report.latencySumMicros()).isEqualTo(-5);
    Histogram latencies = histogram(report);
    assertThat(latencies.getCountAtValue(0)).isEqualTo(1);
  }

  @Test
  void nothing_of_a_run_is_left_for_the_next() throws Exception {
    Task task = taking(1_000, Decoders.stamped(15));
    List<Block> blocks = List.of(block(stamped(0)));

    task.run(blocks, o -> 0);
    TaskReport second = task.run(blocks, o -> 0).report();

    assertThat(second.records()).isEqualTo(1);
    assertThat(second.processedSum()).isEqualTo(500);
    // One record, generated at the start and processed after two runs of 1 us.
    assertThat(second.latencySumMicros()).isEqualTo(2);
    assertThat(histogram(second).getTotalCount()).isEqualTo(1);
  }

  @Test
  void without_the_ledger_records_are_counted_and_no_clock_is_read_for_them() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    Clock counted = () -> clock.nanos() + reads.getAndIncrement();
    Task task = task(record -> true, Decoders.stamped(15), counted, false);

    TaskReport report = task.run(List.of(block(stamped(0).repeat(200))), o -> 0).report();

    assertThat(report.records()).isEqualTo(200);
    assertThat(report.latencies()).isEmpty();
    assertThat(report.latencySumMicros()).isZero();
    assertThat(report.processedSum()).isZero();
    assertThat(report.blocks()).isEmpty();
    assertThat(reads).as("at its start, before the first record, at its end").hasValue(3);
  }

  @Test
  void a_record_on_the_zero_copy_path_costs_no_object() throws Exception {
    Task task = taking(0, Decoders.stamped(15));
    List<Block> blocks = List.of(block(counting(100_000)));
    task.run(blocks, o -> 0);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = thread.getCurrentThreadAllocatedBytes();
    TaskReport report = task.run(blocks, o -> 0).report();
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;

    assertThat(report.records()).isEqualTo(100_000);
    assertThat(allocated).isLessThan(100_000);
  }

  /** A stage whose filter takes the time for each record. */
  private Task taking(long nanos, Decoder<?> decoder) {
    FilterFunction<Object> filter =
        record -> {
          clock.advance(nanos);
          return true;
        };
    return task(filter, decoder, clock, true);
  }

  private static Task task(
      FilterFunction<Object> filter, Decoder<?> decoder, Clock clock, boolean timed) {
    return new Task(
        new StageTemplate(
            new StageTemplate.Decoded(decoder),
            List.of(0),
            List.of(),
            List.of(
                new StageTemplate.Applied(
                    new Operator.Filter("filter", filter), List.of(1), List.of()),
                new StageTemplate.Collected(
                    "sink-1", decoder.isView() ? Sinks.latency() : Sinks.console())),
            JobCodecs.NONE),
        Stages.LOADER,
        clock,
        timed);
  }

  /** A block that came in one read at START. */
  private static Block block(String text) {
    ReadMarks reads = new ReadMarks(new int[] {text.length()}, new long[] {START});
    return Stages.block(0, text, reads, START);
  }

  /** Records whose ids count from 0 and start again. */
  private static String counting(int records) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < records; i++) {
      String id = Integer.toString(36 * 36 + i % (36 * 36), 36);
      text.append('0').append(id, 1, 3).append(stamped(-1_000), 3, 15);
    }
    return text.toString();
  }

  /** A record of 15 bytes, always with the same id, generated so many microseconds after START. */
  private static String stamped(long micros) {
    return "000 %010d\n".formatted(Math.floorMod(START / 1000 + micros, 10_000_000_000L));
  }

  private static Histogram histogram(TaskReport report) {
    Histogram latencies = new Histogram(3);
    LatencyCounts.forEach(report.latencies(), latencies::recordValueWithCount);
    return latencies;
  }
}
