package io.millrace.bench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.Distribution;
import io.millrace.launcher.report.Sent;
import io.millrace.launcher.run.RunPlan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class YardstickRunTest {
  /** 2 s at 1 MB/s in records of 20 bytes. */
  private static final long MEASURED = 100_000;

  private static final Sent ALL = new Sent(150_000, 0);

  @Test
  void a_run_that_kept_up_has_nothing_against_it() {
    assertThat(run(figures(MEASURED, 1000, 1000, null), ALL).objection()).isNull();
    assertThat(run(figures(MEASURED, 1000, 11_299, null), ALL).stable()).isTrue();
  }

  @Test
  void what_it_says_itself_comes_first() {
    YardstickRun run = run(figures(0, 0, 0, "records took over 5 s"), ALL);
    assertThat(run.objection()).isEqualTo("records took over 5 s");
  }

  @Test
  void records_that_did_not_come_are_counted_though_the_ids_show_no_gap() {
    YardstickRun run = run(figures(MEASURED, 1000, 1000, null), new Sent(150_007, 0));
    assertThat(run.lost()).isEqualTo(7);
    assertThat(run.objection()).contains("7 lost, 0 duplicated");
  }

  @Test
  void records_that_came_twice_are_counted_though_the_ids_show_none() {
    YardstickRun run = run(figures(MEASURED, 1000, 1000, null), new Sent(149_990, 0));
    assertThat(run.duplicated()).isEqualTo(10);
  }

  @Test
  void one_that_holds_the_generator_back_or_brings_too_little_did_not_keep_up() {
    assertThat(run(figures(MEASURED, 1000, 1000, null), new Sent(150_000, 2)).objection())
        .isEqualTo("the generator was held back in 2 s");
    assertThat(run(figures(96_000, 1000, 1000, null), ALL).objection())
        .isEqualTo("0.96 MB/s came of 1.00 MB/s asked for");
  }

  @Test
  void one_whose_latency_grows_by_three_tenths_and_an_interval_did_not_keep_up() {
    assertThat(run(figures(MEASURED, 1000, 11_301, null), ALL).objection())
        .isEqualTo("latency grew from 1.00 ms in the first half to 11.30 ms");
  }

  @Test
  void figures_go_through_a_line_of_output() {
    YardstickFigures figures = figures(MEASURED, 1000, 2000, "a sentence, with \"quotes\"");
    assertThat(YardstickFigures.parse(figures.toLine())).contains(figures);
    assertThat(YardstickFigures.parse("over")).isEmpty();
  }

  private static YardstickFigures figures(
      long measured, double firstHalf, double secondHalf, @Nullable String problem) {
    Distribution latency = new Distribution(1000, 900, 1500, 2000, 3000, 4000);
    return new YardstickFigures(
        150_000, 0, 0, 0, 2, measured, firstHalf, secondHalf, latency, problem);
  }

  private static YardstickRun run(YardstickFigures figures, Sent sent) {
    Duration batch = Duration.ofMillis(10);
    RunPlan plan =
        new RunPlan(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            1.0,
            20,
            1,
            batch,
            batch,
            2,
            List.of(),
            0);
    return new YardstickRun(plan, figures, sent);
  }
}
