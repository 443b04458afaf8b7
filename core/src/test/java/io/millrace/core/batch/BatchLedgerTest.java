package io.millrace.core.batch;

import static io.millrace.core.batch.FlowScript.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.BatchId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchLedgerTest {
  private final BatchLedger ledger = new BatchLedger();

  @Test
  void a_batch_moves_from_running_to_committed() {
    ledger.add(empty(0), BatchState.RUNNING);
    ledger.expect(batch(0), List.of(1, 2));
    ledger.processed(batch(0));
    ledger.visibleIn(batch(0), 1);
    assertThat(ledger.commitIfVisible(batch(0))).isFalse();
    ledger.visibleIn(batch(0), 2);
    assertThat(ledger.commitIfVisible(batch(0))).isTrue();
    assertThat(ledger.find(batch(0))).isNull();
  }

  @Test
  void a_batch_is_visible_when_it_is_wherever_one_of_its_stages_writes() {
    ledger.add(empty(0), BatchState.RUNNING);
    ledger.expect(batch(0), List.of(1));
    ledger.expect(batch(0), List.of(2, 3));
    ledger.processed(batch(0));
    ledger.visibleIn(batch(0), 2);
    ledger.visibleIn(batch(0), 3);
    assertThat(ledger.commitIfVisible(batch(0))).isFalse();
    ledger.visibleIn(batch(0), 1);
    assertThat(ledger.commitIfVisible(batch(0))).isTrue();
  }

  @Test
  void nothing_commits_before_it_is_known_where_it_writes() {
    ledger.add(empty(0), BatchState.RUNNING);
    ledger.processed(batch(0));
    assertThat(ledger.commitIfVisible(batch(0))).isFalse();
  }

  @Test
  void a_batch_that_runs_again_must_be_processed_again() {
    ledger.add(empty(0), BatchState.RUNNING);
    ledger.expect(batch(0), List.of());
    ledger.processed(batch(0));
    ledger.planAgain(batch(0), empty(0));
    assertThat(ledger.commitIfVisible(batch(0))).isFalse();
    ledger.processed(batch(0));
    assertThat(ledger.commitIfVisible(batch(0))).as("its plan is not known yet").isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESSED", "COMMITTED"})
  void no_batch_begins_at_its_end(BatchState state) {
    assertThatThrownBy(() -> ledger.add(empty(0), state))
        .hasMessage("batch 0 can't begin as " + state);
  }

  @Test
  void batches_come_in_order() {
    ledger.add(empty(1), BatchState.RUNNING);
    assertThatThrownBy(() -> ledger.add(empty(1), BatchState.RUNNING))
        .hasMessage("batch 1 is not after batch 1");
  }

  @Test
  void a_batch_is_processed_once() {
    ledger.add(empty(0), BatchState.RUNNING);
    ledger.processed(batch(0));
    assertThatThrownBy(() -> ledger.processed(batch(0)))
        .hasMessage("batch 0 can't move from PROCESSED to PROCESSED");
  }

  @Test
  void what_failed_stays_failed() {
    ledger.add(empty(0), BatchState.RUNNING);
    ledger.failed(batch(0));
    assertThatThrownBy(() -> ledger.processed(batch(0)))
        .hasMessage("batch 0 can't move from FAILED to PROCESSED");
    assertThatThrownBy(() -> ledger.planAgain(batch(0), empty(0)))
        .hasMessage("batch 0 can't move from FAILED to RUNNING");
    assertThat(ledger.commitIfVisible(batch(0))).isFalse();
  }

  @Test
  void what_is_not_known_can_not_move() {
    assertThatThrownBy(() -> ledger.failed(batch(3))).hasMessage("batch 3 is not known");
  }

  @Test
  void the_prefix_passes_what_is_done_and_stops_at_what_is_not() {
    assertThat(ledger.committedPrefix()).isEqualTo(BatchId.NONE);
    ledger.add(empty(0), BatchState.EMPTY);
    ledger.add(empty(1), BatchState.RUNNING);
    ledger.add(empty(2), BatchState.MERGED);
    ledger.add(empty(3), BatchState.RUNNING);
    assertThat(ledger.committedPrefix()).isEqualTo(batch(0));
    assertThat(ledger.inFlightCount()).isEqualTo(2);

    ledger.expect(batch(1), List.of());
    ledger.processed(batch(1));
    assertThat(ledger.commitIfVisible(batch(1))).isTrue();
    assertThat(ledger.committedPrefix()).isEqualTo(batch(2));

    ledger.failed(batch(3));
    ledger.add(empty(4), BatchState.EMPTY);
    assertThat(ledger.committedPrefix()).isEqualTo(batch(2));
    assertThat(ledger.inFlightCount()).isZero();
  }

  private static Batch empty(long number) {
    return new Batch(batch(number), Map.of(), List.of());
  }
}
