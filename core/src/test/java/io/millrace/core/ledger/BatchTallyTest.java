package io.millrace.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.BatchCounts;
import io.millrace.core.model.Measurement;
import org.junit.jupiter.api.Test;

class BatchTallyTest {
  private static final long INTERVAL = 10_000_000;
  private final MeasuredSpan span = new MeasuredSpan(new Measurement(20_000, 100_000));
  private final BatchTally tally = new BatchTally(span);

  @Test
  void batches_count_by_how_they_ended() {
    span.begin(0);
    for (int batch = 3; batch <= 7; batch++) {
      tally.due(batch * INTERVAL);
    }
    tally.late(3 * INTERVAL);
    tally.merged(4 * INTERVAL);
    tally.empty(5 * INTERVAL);
    tally.committed(3 * INTERVAL);
    tally.failed(6 * INTERVAL);

    assertThat(tally.counts()).isEqualTo(new BatchCounts(5, 3, 1, 1, 1));
  }

  @Test
  void the_warm_up_does_not_count() {
    tally.due(-INTERVAL);
    tally.empty(-INTERVAL);
    span.begin(0);
    for (int batch = 0; batch <= 3; batch++) {
      tally.due(batch * INTERVAL);
      tally.committed(batch * INTERVAL);
    }

    assertThat(tally.counts()).isEqualTo(new BatchCounts(1, 1, 0, 0, 0));
  }

  @Test
  void empty_batches_count_between_data_and_not_behind_it() {
    span.begin(0);
    tally.due(3 * INTERVAL);
    tally.empty(3 * INTERVAL);
    tally.due(4 * INTERVAL);
    tally.committed(4 * INTERVAL);
    for (int batch = 5; batch < 9; batch++) {
      tally.due(batch * INTERVAL);
      tally.empty(batch * INTERVAL);
    }

    assertThat(tally.counts()).isEqualTo(new BatchCounts(2, 2, 0, 0, 0));
  }

  @Test
  void without_a_warm_up_the_first_batch_with_data_counts() {
    MeasuredSpan always = new MeasuredSpan(Measurement.ALWAYS);
    always.begin(5 * INTERVAL);
    always.begin(9 * INTERVAL);

    assertThat(always.covers(5 * INTERVAL)).isTrue();
    assertThat(always.covers(5 * INTERVAL - 1)).isFalse();
  }
}
