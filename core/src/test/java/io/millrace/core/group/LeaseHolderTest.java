package io.millrace.core.group;

import static io.millrace.core.group.Shares.ANN;
import static io.millrace.core.group.Shares.ANNS;
import static io.millrace.core.group.Shares.BOB;
import static io.millrace.core.group.Shares.BOBS;
import static io.millrace.core.group.Shares.JOB;
import static io.millrace.core.group.Shares.MILLI;
import static io.millrace.core.group.Shares.batch;
import static io.millrace.core.group.Shares.block;
import static io.millrace.core.group.Shares.mark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.core.model.CacheUse;
import io.millrace.core.model.ChunkCounts;
import io.millrace.core.model.EndedOutput;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.LanePayload.ShuffleEnd;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeasedBatch;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.TaskOutcome;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Dispatch;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ann's share of the job of {@link Shares}. */
class LeaseHolderTest implements HolderEffects {
  private final List<Dispatch> dispatched = new ArrayList<>();
  private final List<ShuffleEnd> sent = new ArrayList<>();
  private final List<LeaseReport> reports = new ArrayList<>();
  private final List<Map<StreamId, Long>> askedAgain = new ArrayList<>();
  private final LeaseHolder holder = new LeaseHolder(JOB, ANN, this);

  @Override
  public void run(Dispatch dispatch) {
    dispatched.add(dispatch);
  }

  @Override
  public void send(WorkerId to, ShuffleEnd end) {
    assertThat(to).isEqualTo(BOB);
    sent.add(end);
  }

  @Override
  public void reportAgain(Map<StreamId, Long> positions) {
    askedAgain.add(positions);
  }

  @Override
  public void report(LeaseReport report) {
    reports.add(report);
  }

  @Override
  public void reportSoon() {}

  @Test
  void without_a_lease_everything_is_the_drivers() {
    assertThat(holder.stored(List.of(), List.of(mark(ANNS, 5, 100)), 60 * MILLI)).isFalse();
    assertThat(holder.committed(new SinkCommit(batch(4), 0, 1, Map.of()))).isFalse();
    assertThat(holder.ran(run(0, 5), List.of(), CacheUse.NONE)).isFalse();
  }

  @Test
  void a_worker_cuts_its_own_streams_and_tells_the_others_when_it_has_run_them() {
    grant(20);
    assertThat(askedAgain).hasSize(1).first().extracting(asked -> asked.get(ANNS)).isEqualTo(100L);

    read(5, 100, 160);

    assertThat(dispatched).hasSize(1);
    assertThat(dispatched.get(0).run()).isEqualTo(run(0, 5));
    ran(dispatched.get(0), 2, 0);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).cuts()).containsEntry(ANNS, 160L);
    assertThat(sent.get(0).outputs()).as("of partition 1 nothing was sent").isEmpty();
    assertThat(dispatched).as("the reducer waits for Bob").hasSize(1);
  }

  @Test
  void a_reducer_runs_when_all_have_ended_and_reads_their_outputs_in_order() {
    grant(20);
    read(5, 100, 160);
    ran(dispatched.get(0), 2, 0);

    holder.ended(bobEnds(5, 3));

    assertThat(dispatched).hasSize(2);
    assertThat(dispatched.get(1).run()).isEqualTo(run(1, 5));
    TaskInput.Shuffled input = (TaskInput.Shuffled) dispatched.get(1).tasks().get(0).input();
    assertThat(input.partition()).isZero();
    assertThat(input.outputs()).extracting(MapOutput::chunks).containsExactly(2, 3);
    assertThat(dispatched.get(1).tasks().get(0).sinks().get(0).previous()).isEqualTo(batch(4));
  }

  @Test
  void a_batch_that_brings_nothing_is_ended_too() {
    grant(20);
    read(5, 100, 100);
    assertThat(dispatched).isEmpty();
    assertThat(sent).extracting(end -> end.run().batch()).containsExactly(batch(5));
  }

  @Test
  void an_end_that_comes_ahead_of_the_lease_waits_for_it() {
    holder.ended(bobEnds(5, 3));
    grant(20);
    read(5, 100, 100);
    assertThat(dispatched).extracting(Dispatch::run).containsExactly(run(1, 5));
  }

  @Test
  void nothing_is_cut_behind_the_end_of_the_lease_until_it_is_moved_on() {
    grant(6);
    read(5, 100, 100);
    read(6, 100, 100);
    read(7, 100, 130);
    assertThat(cuts()).extracting(LeasedCut::batch).containsExactly(batch(5), batch(6));
    grant(8);
    assertThat(cuts()).extracting(LeasedCut::batch).containsExactly(batch(7));
  }

  @Test
  void at_the_most_uncommitted_batches_the_data_goes_with_the_next() {
    grant(20);
    read(5, 100, 110);
    read(6, 110, 120);
    read(7, 120, 130);
    assertThat(cuts())
        .extracting(cut -> cut.positions().get(ANNS), LeasedCut::merged)
        .containsExactly(tuple(110L, false), tuple(120L, false), tuple(120L, true));
  }

  @Test
  void what_was_done_is_told_and_told_again_until_it_is_heard() {
    grant(20);
    read(5, 100, 160);
    ran(dispatched.get(0), 1, 0);
    holder.ended(bobEnds(5, 1));
    ran(dispatched.get(1));
    holder.committed(new SinkCommit(batch(5), 0, 77, Map.of()));
    holder.flush();

    LeaseReport report = reports.get(0);
    assertThat(report.blocks()).extracting(b -> b.meta().to()).containsExactly(160L);
    assertThat(report.done()).extracting(LeasedBatch::batch).containsExactly(batch(5));
    assertThat(report.done().get(0).partitions()).containsExactly(0);
    assertThat(report.commits()).extracting(SinkCommit::partition).containsExactly(0);
    holder.remind();
    assertThat(reports).containsExactly(report, report);
    holder.heard(7, report.sequence());
    holder.remind();
    assertThat(reports).hasSize(2);
  }

  @Test
  void what_was_stored_before_the_lease_began_is_told_though_it_comes_last() {
    grant(20);
    holder.stored(List.of(block(ANNS, 130, 160)), List.of(), 56 * MILLI);
    holder.stored(
        List.of(block(ANNS, 100, 130), block(ANNS, 130, 160)),
        List.of(mark(ANNS, 5, 160)),
        60 * MILLI);
    holder.flush();
    assertThat(reports.get(0).blocks())
        .extracting(b -> b.meta().from())
        .containsExactly(100L, 130L);
    assertThat(reports.get(0).cuts()).extracting(c -> c.positions().get(ANNS)).contains(160L);
  }

  @Test
  void a_task_that_fails_is_tried_again_here_and_then_told_at_once() {
    grant(20);
    read(5, 100, 160);
    fails(dispatched.get(0));
    assertThat(dispatched).hasSize(2);
    fails(dispatched.get(1));
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).failures())
        .extracting(LeaseReport.FailedBatch::batch, LeaseReport.FailedBatch::times)
        .containsExactly(tuple(batch(5), 2));
  }

  @Test
  void a_lease_that_is_over_says_so_with_all_it_did_and_how_far_others_went() {
    grant(20);
    read(5, 100, 160);
    holder.ended(bobEnds(5, 1));
    holder.revoked(7);
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).cuts()).extracting(LeasedCut::batch).containsExactly(batch(5));
    assertThat(reports.get(0).end()).isEqualTo(new LeaseReport.End(Map.of(BOBS, 50L)));
    assertThat(holder.stored(List.of(), List.of(mark(ANNS, 6, 160)), 70 * MILLI)).isFalse();
  }

  @Test
  void a_lease_that_was_revoked_before_it_came_does_not_begin() {
    holder.revoked(7);
    assertThat(reports).containsExactly(LeaseReport.ofNothing(7));
    grant(20);
    assertThat(holder.stored(List.of(), List.of(mark(ANNS, 5, 100)), 60 * MILLI)).isFalse();
  }

  private void grant(long through) {
    holder.granted(Shares.lease(), batch(through), Map.of(), 55 * MILLI);
  }

  private void read(long batch, long from, long to) {
    holder.stored(
        from == to ? List.of() : List.of(block(ANNS, from, to)),
        List.of(mark(ANNS, batch, to)),
        (batch + 1) * 10 * MILLI);
  }

  private List<LeasedCut> cuts() {
    reports.clear();
    holder.flush();
    return reports.get(0).cuts();
  }

  private void ran(Dispatch dispatch, Integer... chunks) {
    List<ChunkCounts> counts =
        chunks.length == 0 ? List.of() : List.of(new ChunkCounts(0, List.of(chunks)));
    TaskReport report = new TaskReport(0, 0, 1, 0, 0, 0, new byte[0], 0, 0, List.of());
    List<TaskOutcome> outcomes = new ArrayList<>();
    dispatch
        .tasks()
        .forEach(
            task ->
                outcomes.add(
                    new TaskOutcome.Succeeded(task.index(), task.attempt(), report, counts)));
    assertThat(holder.ran(dispatch.run(), outcomes, CacheUse.NONE)).isTrue();
  }

  private void fails(Dispatch dispatch) {
    var task = dispatch.tasks().get(0);
    var failure = new TaskFailure(ErrorCategory.USER_CODE, "map", "planted");
    holder.ran(
        dispatch.run(),
        List.of(new TaskOutcome.Failed(task.index(), task.attempt(), failure)),
        CacheUse.NONE);
  }

  private static ShuffleEnd bobEnds(long batch, int chunks) {
    int mapTask = 1 << 18; // behind those of stream 0
    return new ShuffleEnd(
        BOB,
        run(0, batch),
        Map.of(BOBS, 50L),
        List.of(new EndedOutput(0, 0, new MapOutput(0, mapTask, 1, chunks))));
  }

  private static StageRun run(int stage, long batch) {
    return new StageRun(JOB, batch(batch), 7, stage);
  }
}
