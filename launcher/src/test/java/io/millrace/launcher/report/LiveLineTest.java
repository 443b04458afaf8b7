package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveLineTest {
  @Test
  void shows_rate_latency_batch_and_backlog_of_the_last_second() {
    assertThat(LiveLine.of(new StatusFixture().status(), "run 3/20 s"))
        .isEqualTo(
            "run 3/20 s      10.00 MB/s    500,000 records/s  p50   6.20 ms  p99  11.80 ms"
                + "  batch 2,999 (10 ms)  backlog 0.25 MB");
  }
}
