package io.millrace.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyCountsTest {
  private final Histogram histogram = new Histogram(3);

  @Test
  void values_come_back_with_their_counts() {
    histogram.recordValueWithCount(0, 3);
    histogram.recordValueWithCount(130, 1_000_000);
    histogram.recordValueWithCount(129, 1);
    byte[] encoded = LatencyCounts.encode(histogram);
    assertThat(decoded(encoded)).isEqualTo(Map.of(0L, 3L, 129L, 1L, 130L, 1_000_000L));
    assertThat(encoded).hasSize(2 + 3 + 4);
  }

  @Test
  void a_large_value_is_the_middle_one_of_those_that_count_as_the_same() {
    histogram.recordValue(3_599_999_999L);
    byte[] encoded = LatencyCounts.encode(histogram);
    assertThat(decoded(encoded))
        .containsExactly(Map.entry(histogram.medianEquivalentValue(3_599_999_999L), 1L));
  }

  @Test
  void nothing_recorded_is_no_bytes() {
    assertThat(LatencyCounts.encode(histogram)).isEmpty();
    assertThat(decoded(new byte[0])).isEmpty();
  }

  @Test
  void bytes_that_are_cut_off_are_refused() {
    histogram.recordValueWithCount(1, 1_000);
    byte[] encoded = LatencyCounts.encode(histogram);
    assertThatThrownBy(() -> decoded(Arrays.copyOf(encoded, encoded.length - 1)))
        .hasMessage("latencies end within a number");
  }

  private static Map<Long, Long> decoded(byte[] encoded) {
    Map<Long, Long> counts = new TreeMap<>();
    LatencyCounts.forEach(encoded, counts::put);
    return counts;
  }
}
