package io.millrace.core.group;

import static io.millrace.core.group.Shares.ANN;
import static io.millrace.core.group.Shares.ANNS;
import static io.millrace.core.group.Shares.BOB;
import static io.millrace.core.group.Shares.BOBS;
import static io.millrace.core.group.Shares.MILLI;
import static io.millrace.core.group.Shares.batch;
import static io.millrace.core.group.Shares.block;
import static io.millrace.core.group.Shares.mark;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchEffects;
import io.millrace.core.batch.BatchFlow;
import io.millrace.core.batch.BatchState;
import io.millrace.core.batch.CutPolicy;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeasedBatch;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Assignment;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.FailedTask;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The driver's side of the leases of the job of {@link Shares}. */
class LeaseKeeperTest implements LeaseEffects, BatchEffects {
  private static final Assignment FIRST =
      Assignment.first(List.of(ANN, BOB), Map.of(ANNS, ANN, BOBS, BOB));

  private final List<String> said = new ArrayList<>();
  private final BatchFlow flow =
      new BatchFlow(
          new CutPolicy(Shares.GRID, 5 * MILLI, 2, 1 << 20), batch(0), Shares.GRAPH::shownIn, this);
  private final LeaseKeeper keeper =
      new LeaseKeeper(flow, Shares.GRAPH, Shares.GRID, Shares.TERMS, 4, this);

  private void begin() {
    flow.opened(ANNS, ANN, 0);
    flow.opened(BOBS, BOB, 0);
    keeper.want(FIRST);
  }

  private void leased() {
    begin();
    keeper.tick(0);
    said.clear();
  }

  @Test
  void a_lease_is_granted_to_all_when_what_ran_before_is_over() {
    flow.opened(ANNS, ANN, 0);
    flow.opened(BOBS, BOB, 0);
    flow.reported(ANN, List.of(block(ANNS, 0, 50)), List.of(mark(ANNS, 0, 50)), 0);
    flow.reported(BOB, List.of(), List.of(mark(BOBS, 0, 0)), 0);
    keeper.want(FIRST);
    said.clear();
    flow.reported(ANN, List.of(), List.of(mark(ANNS, 1, 50)), 0);
    flow.reported(BOB, List.of(), List.of(mark(BOBS, 1, 0)), 0);
    keeper.tick(0);
    assertThat(said).as("batch 0 runs, and none is cut behind it").isEmpty();

    flow.planned(batch(0), 1, List.of(1));
    flow.processed(batch(0), 1);
    keeper.tick(0);

    assertThat(said)
        .containsExactly(
            "grant ann 1..4 from {0=50, 1=0} after {1=0}",
            "grant bob 1..4 from {0=50, 1=0} after {1=0}");
  }

  @Test
  void there_is_no_lease_when_nothing_is_read_any_more_and_what_is_left_is_run_without() {
    begin();
    flow.reported(ANN, List.of(block(ANNS, 0, 50)), List.of(), 0);
    flow.ended(ANNS, ANN, 50, 0);
    flow.ended(BOBS, BOB, 0, 0);
    keeper.tick(0);
    flow.tick(15 * MILLI);
    assertThat(said).containsExactly("due 0 {0=50, 1=0}", "run 0 v1");
  }

  @Test
  void a_batch_is_cut_when_all_have_told_their_cuts_and_processed_when_all_have_run_it() {
    leased();
    report(ANN, 0, cut(0, ANNS, 30), done(0, 1), block(ANNS, 0, 30));
    assertThat(said).containsExactly("heard ann 0");
    said.clear();
    report(BOB, 0, cut(0, BOBS, 0), null);
    assertThat(said).containsExactly("due 0 {0=30, 1=0}", "leased 0", "heard bob 0");
    said.clear();
    report(BOB, 1, null, done(0, 0));
    assertThat(said).containsExactly("measured 0", "heard bob 1");
    said.clear();
    flow.committed(batch(0), 0);
    flow.committed(batch(0), 1);
    assertThat(said).containsExactly("closed 0 COMMITTED", "floors {0=30}");
  }

  @Test
  void a_commit_that_is_ahead_of_the_cut_waits_for_it() {
    leased();
    keeper.reported(ANN, commits(0, new SinkCommit(batch(0), 1, 9, Map.of())), 0);
    assertThat(said).containsExactly("heard ann 0");
    report(ANN, 1, cut(0, ANNS, 0), null);
    said.clear();
    report(BOB, 0, cut(0, BOBS, 0), null);
    assertThat(said).contains("ann committed 0 in 1");
  }

  @Test
  void a_report_out_of_turn_is_not_taken() {
    leased();
    report(ANN, 1, cut(0, ANNS, 0), null);
    report(BOB, 0, cut(0, BOBS, 0), null);
    assertThat(said).containsExactly("heard ann -1", "heard bob 0");
    report(ANN, 0, cut(0, ANNS, 0), null);
    report(ANN, 0, cut(0, ANNS, 70), null);
    assertThat(said).contains("due 0 {0=0, 1=0}").doesNotContain("due 1 {0=70, 1=0}");
  }

  @Test
  void the_lease_moves_on_with_the_slowest() {
    leased();
    report(ANN, 0, cut(0, ANNS, 0), null);
    report(ANN, 1, cut(1, ANNS, 0), null);
    report(BOB, 0, cut(0, BOBS, 0), null);
    assertThat(said).noneMatch(line -> line.startsWith("grant"));
    report(BOB, 1, cut(1, BOBS, 0), null);
    assertThat(said).contains("grant ann 0..5 from {0=0, 1=0} after {}");
  }

  @Test
  void marks_of_a_worker_do_not_count_while_it_cuts() {
    leased();
    assertThat(keeper.hearsMarksOf(ANN)).isFalse();
    assertThat(keeper.hearsMarksOf(new WorkerId("joined"))).isTrue();
  }

  @Test
  void after_a_loss_batches_go_on_with_the_cuts_of_those_who_are_left() {
    leased();
    report(ANN, 0, cut(0, ANNS, 30), null, block(ANNS, 0, 30));
    report(BOB, 0, cut(0, BOBS, 10), null, block(BOBS, 0, 10));
    report(ANN, 1, cut(1, ANNS, 45), null, block(ANNS, 30, 45));
    said.clear();

    assertThat(keeper.lost(BOB)).as("Ann has to tell first").isFalse();
    assertThat(said).containsExactly("revoke ann 1");
    keeper.reported(ANN, end(2, Map.of(BOBS, 25L)), 0);
    assertThat(said).contains("over");
    said.clear();
    assertThat(flow.workerLost(BOB)).containsExactly(BOBS);
    assertThat(said)
        .as("what Ann used of Bob's stream is not used again")
        .containsExactly("lost 1 0..25", "run 0 v2");
    flow.opened(BOBS, ANN, flow.positionOf(BOBS));
    said.clear();
    flow.reported(ANN, List.of(block(BOBS, 25, 40)), List.of(mark(BOBS, 9, 40)), 0);
    flow.tick(0);
    assertThat(said).containsExactly("due 1 {0=45, 1=10}", "run 1 v2");
  }

  @Test
  void a_stream_that_was_moved_gives_nothing_to_batches_that_the_lost_worker_may_have_shown() {
    leased();
    keeper.lost(BOB);
    keeper.reported(ANN, end(0, Map.of()), 0);
    flow.workerLost(BOB);
    flow.opened(BOBS, ANN, 0);
    said.clear();
    flow.reported(
        ANN,
        List.of(block(BOBS, 0, 40)),
        List.of(mark(BOBS, 0, 40), mark(ANNS, 4, 0), mark(BOBS, 4, 40)),
        40 * MILLI);
    assertThat(said)
        .filteredOn(line -> line.startsWith("due"))
        .containsExactly(
            "due 0 {0=0, 1=0}",
            "due 1 {0=0, 1=0}",
            "due 2 {0=0, 1=0}",
            "due 3 {0=0, 1=0}",
            "due 4 {0=0, 1=40}");
  }

  private void report(
      WorkerId worker,
      long sequence,
      @Nullable LeasedCut cut,
      @Nullable LeasedBatch done,
      BlockMeta... blocks) {
    keeper.reported(
        worker,
        new LeaseReport(
            1,
            sequence,
            List.of(blocks).stream().map(b -> new LeaseReport.StoredBlock(b, 0)).toList(),
            cut == null ? List.of() : List.of(cut),
            done == null ? List.of() : List.of(done),
            List.of(),
            List.of(),
            CacheUse.NONE,
            null),
        0);
  }

  private static LeaseReport commits(long sequence, SinkCommit commit) {
    return new LeaseReport(
        1,
        sequence,
        List.of(),
        List.of(),
        List.of(),
        List.of(commit),
        List.of(),
        CacheUse.NONE,
        null);
  }

  private static LeaseReport end(long sequence, Map<StreamId, Long> seen) {
    return new LeaseReport(
        1,
        sequence,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        CacheUse.NONE,
        new LeaseReport.End(seen));
  }

  private static LeasedCut cut(long batch, StreamId stream, long position) {
    return new LeasedCut(batch(batch), Map.of(stream, position), 0, false, false);
  }

  private static LeasedBatch done(long batch, int partition) {
    return new LeasedBatch(batch(batch), List.of(partition), List.of(), 0, 0, 1, 1, 0);
  }

  @Override
  public void grant(WorkerId to, GroupLease lease, BatchId through, Map<StreamId, Long> ended) {
    Map<Integer, Long> previous = new TreeMap<>();
    lease.previous().forEach((partition, batch) -> previous.put(partition, batch.value()));
    said.add(
        "grant %s %d..%d from %s after %s"
            .formatted(
                to.value(),
                lease.from().value(),
                through.value(),
                positions(lease.starts()),
                previous));
  }

  @Override
  public void revoke(WorkerId to, long planVersion) {
    said.add("revoke " + to.value() + " " + planVersion);
  }

  @Override
  public void heard(WorkerId from, long planVersion, long sequence) {
    said.add("heard " + from.value() + " " + sequence);
  }

  @Override
  public void stored(WorkerId by, LeaseReport.StoredBlock block) {}

  @Override
  public void cut(LeasedCut cut) {}

  @Override
  public void measured(BatchResult result) {
    said.add("measured " + result.batch().value());
  }

  @Override
  public void committed(WorkerId by, SinkCommit commit) {
    said.add(by.value() + " committed " + commit.batch().value() + " in " + commit.partition());
  }

  @Override
  public void failed(BatchId batch, FailedTask task) {}

  @Override
  public void used(CacheUse cache) {}

  @Override
  public void over() {
    said.add("over");
  }

  @Override
  public void due(Batch batch, boolean late) {
    said.add("due " + batch.id().value() + " " + positions(batch.cuts()));
  }

  @Override
  public void run(Batch batch, long planVersion, Set<Integer> visible) {
    said.add("run " + batch.id().value() + " v" + planVersion);
  }

  @Override
  public void leased(Batch batch) {
    said.add("leased " + batch.id().value());
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    if (state != BatchState.EMPTY) {
      said.add("closed " + batch.id().value() + " " + state);
    }
  }

  @Override
  public void floorsRaised(Map<StreamId, Long> floors, BatchId committed) {
    said.add("floors " + positions(floors));
  }

  @Override
  public void lost(LostRange range) {
    said.add("lost %d %d..%d".formatted(range.stream().value(), range.from(), range.to()));
  }

  @Override
  public void drained() {}

  private static Map<Integer, Long> positions(Map<StreamId, Long> byStream) {
    Map<Integer, Long> positions = new TreeMap<>();
    byStream.forEach((stream, position) -> positions.put(stream.value(), position));
    return positions;
  }
}
