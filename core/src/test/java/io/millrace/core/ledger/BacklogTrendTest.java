package io.millrace.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.Measurement;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BacklogTrendTest {
  private static final long BATCH = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {16, 100, 2_000, 4_095, 4_096, 30_000})
  void a_steady_rise_is_growth(int batches) {
    assertThat(trend(batches, i -> BATCH + i * 10L * BATCH / batches).growing()).isTrue();
  }

  /** A source that has gone is watched for a while before the run ends. */
  @ParameterizedTest
  @CsvSource({"100, 250", "2000, 250", "2000, 2500", "4000, 4200"})
  void what_follows_the_last_record_does_not_hide_a_rise(int batches, int after) {
    BacklogTrend trend = trend(batches, i -> BATCH + i * 10L * BATCH / batches);
    for (int i = 0; i < after; i++) {
      trend.sample(batches + i, 0, 0);
    }

    assertThat(trend.growing()).isTrue();
  }

  /** The least growth is that of an interval while records came. */
  @Test
  void what_follows_the_last_record_does_not_make_a_rise() {
    BacklogTrend trend = trend(2_000, i -> i * 3 * BATCH / 4_000);
    for (int i = 0; i < 2_000; i++) {
      trend.sample(2_000 + i, 0, 0);
    }

    assertThat(trend.growing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noise_is_not_growth(long seed) {
    Random random = new Random(seed);

    assertThat(trend(2_000, i -> (long) (random.nextDouble() * 3 * BATCH)).growing()).isFalse();
  }

  @Test
  void a_long_pause_near_the_end_is_not_growth() {
    assertThat(trend(2_000, i -> i > 1_700 && i < 1_900 ? 90 * BATCH : BATCH).growing()).isFalse();
  }

  @Test
  void a_rise_within_one_interval_is_not_growth() {
    assertThat(trend(2_000, i -> i * BATCH / 2_000).growing()).isFalse();
  }

  @Test
  void a_rise_by_less_than_half_is_not_growth() {
    assertThat(trend(2_000, i -> 100 * BATCH + 60 * BATCH * i / 2_000).growing()).isFalse();
  }

  @Test
  void a_backlog_that_settles_after_the_first_quarter_is_not_growth() {
    assertThat(trend(2_000, i -> i < 500 ? i * BATCH : 500 * BATCH).growing()).isFalse();
  }

  @Test
  void too_few_samples_tell_nothing() {
    assertThat(trend(15, i -> i * 10 * BATCH).growing()).isFalse();
  }

  @Test
  void the_warm_up_does_not_count() {
    MeasuredSpan span = new MeasuredSpan(new Measurement(1_000, 1_000_000));
    span.begin(0);
    BacklogTrend trend = new BacklogTrend(span);
    for (int i = 0; i < 100; i++) {
      trend.sample(i * 10_000, i * 10 * BATCH, BATCH);
    }

    assertThat(trend.growing()).isFalse();
  }

  private static BacklogTrend trend(int batches, IntToLongFunction backlog) {
    MeasuredSpan span = new MeasuredSpan(Measurement.ALWAYS);
    span.begin(0);
    BacklogTrend trend = new BacklogTrend(span);
    for (int i = 0; i < batches; i++) {
      trend.sample(i, backlog.applyAsLong(i), BATCH);
    }
    return trend;
  }
}
