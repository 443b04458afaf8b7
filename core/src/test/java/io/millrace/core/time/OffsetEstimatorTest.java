package io.millrace.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetEstimatorTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void there_is_no_estimate_before_the_first_answer() {
    assertThatThrownBy(() -> new OffsetEstimator(8, 100).at(0))
        .hasMessage("no clock ping was answered yet");
  }

  @Test
  void takes_the_shortest_round_trip_of_the_window() {
    OffsetEstimator estimator = new OffsetEstimator(2, 0);
    estimator.onPong(1_000_000, 6_000_000, 1_200_000);
    estimator.onPong(2_000_000, 7_090_000, 2_020_000);

    assertThat(estimator.at(2_020_000))
        .isEqualTo(new OffsetEstimator.Offset(5_080_000, 10_000 + 1_000));

    estimator.onPong(3_000_000, 8_000_000, 3_400_000);
    estimator.onPong(4_000_000, 9_000_000, 4_600_000);
    assertThat(estimator.at(4_600_000))
        .isEqualTo(new OffsetEstimator.Offset(4_800_000, 200_000 + 1_000));
  }

  @Test
  void the_bound_grows_with_age_by_the_drift_allowed() {
    OffsetEstimator estimator = new OffsetEstimator(8, 200);
    estimator.onPong(0, 500_000, 10_000);

    assertThat(estimator.at(1_000_000_000).boundNanos()).isEqualTo(5_000 + 200_000 + 1_000);
  }

  /** A clock that is off by up to 100 ms and drifts by up to 100 ppm; a network with a tail. */
  @ParameterizedTest
  @MethodSource("seeds")
  void the_true_offset_lies_within_the_bound(long seed) {
    Random random = new Random(seed);
    double drift = (random.nextDouble() * 2 - 1) * 100e-6;
    long skew = random.nextInt(200_000_000) - 100_000_000;
    OffsetEstimator estimator = new OffsetEstimator(1 + random.nextInt(32), 110);

    long driver = 1_000_000_000_000L;
    for (int ping = 0; ping < 200; ping++) {
      driver += 50_000_000 + random.nextInt(100_000_000);
      long sent = own(driver, skew, drift);
      driver += trip(random);
      long answered = driver;
      driver += trip(random);
      estimator.onPong(sent, answered, own(driver, skew, drift));
      driver += random.nextInt(10_000_000);
      OffsetEstimator.Offset offset = estimator.at(own(driver, skew, drift));

      long truth = driver - own(driver, skew, drift);
      assertThat(Math.abs(offset.nanos() - truth)).isLessThanOrEqualTo(offset.boundNanos());
      assertThat(offset.boundNanos()).isLessThan(25_000_000);
    }
  }

  private static long own(long driver, long skew, double drift) {
    return driver + skew + (long) (driver * drift);
  }

  private static long trip(Random random) {
    return 60_000 + (long) (-Math.log(random.nextDouble()) * 200_000) + spike(random);
  }

  private static long spike(Random random) {
    return random.nextInt(20) == 0 ? random.nextInt(20_000_000) : 0;
  }
}
