package io.millrace.core.batch;

import static io.millrace.core.batch.FlowScript.ANN;
import static io.millrace.core.batch.FlowScript.GRID;
import static io.millrace.core.batch.FlowScript.MILLI;
import static io.millrace.core.batch.FlowScript.batch;
import static io.millrace.core.batch.FlowScript.mark;
import static io.millrace.core.batch.FlowScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.BatchId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutPolicyTest {
  private final CutPolicy policy = new CutPolicy(GRID, 5 * MILLI, 4, 1_000);
  private final StreamCursor one = opened(0);
  private final StreamCursor other = opened(1);

  @Test
  void waits_for_the_reports_until_deadline_and_grace_are_over() {
    one.mark(mark(0, 2, 0));
    assertThat(verdictAt(35 * MILLI - 1)).isEqualTo(CutPolicy.Verdict.WAIT);
    assertThat(verdictAt(35 * MILLI)).isEqualTo(CutPolicy.Verdict.CUT_LATE);
  }

  @Test
  void cuts_as_soon_as_all_have_reported_even_before_the_deadline_here() {
    one.mark(mark(0, 2, 0));
    other.mark(mark(1, 3, 0));
    assertThat(verdictAt(0)).isEqualTo(CutPolicy.Verdict.CUT);
  }

  @Test
  void a_report_of_an_earlier_deadline_is_none_of_this_one() {
    one.mark(mark(0, 1, 0));
    other.mark(mark(1, 2, 0));
    assertThat(verdictAt(0)).isEqualTo(CutPolicy.Verdict.WAIT);
  }

  @Test
  void an_ended_stream_is_not_waited_for() {
    one.mark(mark(0, 2, 0));
    other.end(0);
    assertThat(verdictAt(0)).isEqualTo(CutPolicy.Verdict.CUT);
  }

  @Test
  void the_deadline_alone_decides_when_nothing_is_read() {
    one.end(0);
    other.end(0);
    assertThat(verdictAt(30 * MILLI - 1)).isEqualTo(CutPolicy.Verdict.WAIT);
    assertThat(verdictAt(30 * MILLI)).isEqualTo(CutPolicy.Verdict.CUT);
  }

  private CutPolicy.Verdict verdictAt(long nanos) {
    return policy.verdict(batch(2), List.of(one, other), nanos);
  }

  private static StreamCursor opened(int number) {
    StreamCursor cursor = new StreamCursor(stream(number));
    cursor.open(ANN, 0, BatchId.NONE);
    return cursor;
  }
}
