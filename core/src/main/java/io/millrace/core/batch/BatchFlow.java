package io.millrace.core.batch;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The batches of one job, from deadline to commit: a single-threaded machine that is told what
 * happened and answers with {@link BatchEffects}.
 *
 * <p>A batch is its vector of cuts. The vector of batch b is fixed once, by {@link CutPolicy};
 * since the next batch begins where this one ends, batches can neither overlap nor leave a gap.
 * Blocks are named by position, so reports may come in any order and twice.
 *
 * <p>When a worker is lost, what it held and no sink partition has shown is lost with it and said
 * as positions; every batch in flight is planned again, in order, under the next plan version,
 * without those blocks. The cut vectors stay as they were: a cut once told is never revised.
 */
public final class BatchFlow {
  private static final BatchId NO_LIMIT = new BatchId(Long.MAX_VALUE);

  private final CutPolicy policy;
  private final Function<StreamId, Set<Integer>> shownIn;
  private final BatchEffects effects;
  private final StreamCursors streams = new StreamCursors();
  private final BatchLedger ledger = new BatchLedger();
  private final FloorTracker floors = new FloorTracker();
  private final LeaseSpan lease = new LeaseSpan();
  private final Map<Integer, BatchId> lastInPartition = new HashMap<>();
  private BatchId next;
  private BatchId limit = NO_LIMIT;
  private long planVersion = 1;
  private boolean drained;

  /**
   * @param first the first batch to cut
   * @param shownIn the sink partitions that show a stream's records when all of them are visible;
   *     none where that can't be said of single streams
   */
  public BatchFlow(
      CutPolicy policy,
      BatchId first,
      Function<StreamId, Set<Integer>> shownIn,
      BatchEffects effects) {
    this.policy = policy;
    this.next = first;
    this.shownIn = shownIn;
    this.effects = effects;
  }

  /** A receiver opens the stream at the position, on the worker. */
  public void opened(StreamId stream, WorkerId worker, long position) {
    streams.open(stream, worker, position, lease.heldThrough());
  }

  /** Whether reports of the worker about the stream count. */
  public boolean isReader(WorkerId worker, StreamId stream) {
    return streams.isReader(worker, stream);
  }

  /** Blocks and marks of streams the worker reads; those of others are refused. */
  public void reported(
      WorkerId worker, List<BlockMeta> blocks, List<StreamMark> marks, long nowNanos) {
    streams.stored(worker, blocks);
    streams.marked(worker, marks, lease::covers);
    tick(nowNanos);
  }

  /** Blocks of streams that the worker reads, and where it cut them under its lease. */
  public void told(WorkerId worker, List<BlockMeta> blocks, List<LeasedCut> cuts, long nowNanos) {
    streams.stored(worker, blocks);
    for (LeasedCut cut : cuts) {
      streams.told(worker, cut);
      lease.told(cut);
    }
    tick(nowNanos);
  }

  /** The stream reads no more; all its blocks are reported. */
  public void ended(StreamId stream, WorkerId worker, long position, long nowNanos) {
    StreamCursor cursor = streams.readBy(worker, stream);
    if (cursor != null) {
      cursor.end(position);
    }
    tick(nowNanos);
  }

  /** Time has passed. */
  public void tick(long nowNanos) {
    CutPolicy.Verdict verdict = verdict(next, nowNanos);
    while (verdict != CutPolicy.Verdict.WAIT) {
      CutPolicy.Verdict following = verdict(next.next(), nowNanos);
      // Of several that are overdue only the newest takes data: nothing fires twice to catch up.
      cut(verdict == CutPolicy.Verdict.CUT_LATE, following != CutPolicy.Verdict.WAIT);
      verdict = following;
    }
    checkDrained();
  }

  private CutPolicy.Verdict verdict(BatchId batch, long nowNanos) {
    if (batch.compareTo(limit) > 0) {
      return CutPolicy.Verdict.WAIT;
    }
    if (!lease.covers(batch)) {
      return policy.verdict(batch, streams.all(), nowNanos);
    }
    boolean waits =
        streams.all().stream().anyMatch(stream -> stream.awaitsCutOf(batch, lease.isOut()));
    return waits ? CutPolicy.Verdict.WAIT : CutPolicy.Verdict.CUT;
  }

  /** No batch behind this one is cut until a later one is named. */
  public void limit(BatchId last) {
    limit = last;
  }

  /** No batch is cut until {@link #handOver}, but those that an earlier lease left behind. */
  public void pauseForHandOver() {
    limit = lease.lastBefore(new BatchId(next.value() - 1));
  }

  /** The first batch that is not cut. */
  public BatchId next() {
    return next;
  }

  /**
   * From the next batch on the workers cut, and run what they cut; {@link #told} says what became
   * of it. Empty while batches are being run, or may still be what an earlier lease left behind.
   * When nothing is read any more there is nothing to hand over, and batches go on here.
   */
  public Optional<Handover> handOver() {
    if (streams.all().stream().noneMatch(StreamCursor::isBeingRead)) {
      limit = NO_LIMIT;
      return Optional.empty();
    }
    boolean runs = ledger.inFlight().stream().anyMatch(e -> e.state() == BatchState.RUNNING);
    if (runs || !lease.mayBegin(next)) {
      return Optional.empty();
    }
    lease.begin(next);
    limit = NO_LIMIT;
    return Optional.of(new Handover(next, streams.handOver(), Map.copyOf(lastInPartition)));
  }

  /**
   * The workers cut no more, and all that those who are left have cut was told. Batches go on under
   * the plan that comes with {@link #workerLost}, which is to follow.
   *
   * @param last the last batch that one of them cut
   * @param through the last that one which is gone may have cut
   * @param seen how far they used streams of others
   */
  public void takeBack(BatchId last, BatchId through, Map<StreamId, Long> seen) {
    lease.end(last, through);
    streams.seen(seen);
  }

  /** A stage of the batch was sent out that writes into these partitions of sinks. */
  public void planned(BatchId batch, long version, Collection<Integer> partitions) {
    if (version == planVersion && ledger.find(batch) != null) {
      ledger.expect(batch, partitions);
      partitions.forEach(p -> lastInPartition.merge(p, batch, BatchFlow::later));
    }
  }

  private static BatchId later(BatchId one, BatchId other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** All tasks of the batch have succeeded. */
  public void processed(BatchId batch, long version) {
    BatchLedger.Entry entry = ledger.find(batch);
    if (version == planVersion && entry != null && entry.state() == BatchState.RUNNING) {
      ledger.processed(batch);
      commitIfVisible(batch);
    }
  }

  /**
   * Output is visible in a partition; what a former plan made visible counts as well. A partition's
   * batches become visible in order, so that those before are visible too, should their reports
   * have been lost.
   */
  public void committed(BatchId batch, int partition) {
    for (BatchLedger.Entry entry : ledger.inFlight()) {
      BatchId id = entry.batch().id();
      boolean isEarlier = id.compareTo(batch) < 0 && entry.expects(partition);
      if (isEarlier || id.equals(batch)) {
        ledger.visibleIn(id, partition);
        commitIfVisible(id);
      }
    }
  }

  /** How far each stream that is being read has been reported without a hole. */
  public Map<StreamId, Long> reportedThrough() {
    return streams.reportedThrough();
  }

  /** The floors of all streams, to be told again: a message may have been lost. */
  public Map<StreamId, Long> floors() {
    return floors.floors();
  }

  /** A task of the batch has failed for good. */
  public void failed(BatchId batch, long version) {
    BatchLedger.Entry entry = ledger.find(batch);
    if (version == planVersion && entry != null && entry.inFlight()) {
      ledger.failed(batch);
      effects.closed(entry.batch(), BatchState.FAILED);
    }
  }

  /**
   * The worker is gone: what it held is lost, and what is in flight is planned again.
   *
   * @return the streams that need another worker
   */
  public List<StreamId> workerLost(WorkerId worker) {
    planVersion++;
    lastInPartition.clear();
    LostRanges lost = new LostRanges(worker);
    List<StreamId> orphans = new ArrayList<>();
    for (StreamCursor stream : streams.all()) {
      if (stream.isReadBy(worker)) {
        LostRange unassigned = stream.loseReader(worker);
        if (unassigned != null) {
          lost.add(unassigned.stream(), unassigned.from(), unassigned.to());
        }
        if (!stream.isEnded()) {
          orphans.add(stream.stream());
        }
      }
    }
    for (BatchLedger.Entry entry : ledger.inFlight()) {
      notVisible(entry).filter(block -> block.holder().equals(worker)).forEach(lost::add);
    }
    lost.joined().forEach(effects::lost);
    for (BatchLedger.Entry entry : ledger.inFlight()) {
      planAgain(entry, worker);
    }
    return orphans;
  }

  /** The version of the assignment of partitions to workers. */
  public long planVersion() {
    return planVersion;
  }

  /** Where a new receiver of the stream goes on. */
  public long positionOf(StreamId stream) {
    StreamCursor cursor = streams.find(stream);
    return cursor == null ? 0 : cursor.storedThrough();
  }

  /** The number of the next connection of the stream. */
  public int connectionOf(StreamId stream) {
    StreamCursor cursor = streams.find(stream);
    return cursor == null ? 0 : cursor.connections();
  }

  /** Bytes reported and not committed. */
  public long backlogBytes() {
    return streams.unassignedBytes()
        + ledger.inFlight().stream().mapToLong(entry -> entry.batch().bytes()).sum();
  }

  /** The last batch up to which everything is done. */
  public BatchId committedPrefix() {
    return ledger.committedPrefix();
  }

  private void cut(boolean late, boolean overdue) {
    BatchId id = next;
    next = id.next();
    boolean leased = lease.covers(id);
    boolean merge =
        leased
            ? lease.takeMerged(id)
            : overdue || ledger.inFlightCount() >= policy.maxUncommitted();
    Map<StreamId, Long> cuts = new LinkedHashMap<>();
    List<BlockRef> blocks = new ArrayList<>();
    boolean waiting = leased;
    for (StreamCursor stream : streams.all()) {
      waiting |= stream.hasMore(id);
      long end = leased ? stream.toldCut(id) : merge ? stream.cut() : newCut(stream, id);
      cuts.put(stream.stream(), end);
      if (leased || !merge) {
        blocks.addAll(stream.takeThrough(id, end));
      }
    }
    Batch batch = new Batch(id, cuts, blocks);
    floors.cut(batch);
    effects.due(batch, leased ? lease.takeLate(id) : late);
    if (blocks.isEmpty()) {
      close(batch, merge && waiting ? BatchState.MERGED : BatchState.EMPTY);
    } else {
      begin(batch);
    }
  }

  private long newCut(StreamCursor stream, BatchId batch) {
    return stream.nextCut(batch, policy.maxBytes());
  }

  private void begin(Batch batch) {
    ledger.add(batch, BatchState.RUNNING);
    if (lease.isOut()) {
      effects.leased(batch);
    } else {
      effects.run(batch, planVersion, Set.of());
    }
  }

  private void close(Batch batch, BatchState state) {
    ledger.add(batch, state);
    effects.closed(batch, state);
    raiseFloors();
  }

  private void commitIfVisible(BatchId id) {
    BatchLedger.Entry entry = ledger.find(id);
    if (entry != null && ledger.commitIfVisible(id)) {
      effects.closed(entry.batch(), BatchState.COMMITTED);
      raiseFloors();
      checkDrained();
    }
  }

  private void raiseFloors() {
    if (floors.raiseThrough(ledger.committedPrefix())) {
      effects.floorsRaised(floors.floors(), ledger.committedPrefix());
    }
  }

  private void planAgain(BatchLedger.Entry entry, WorkerId lostWorker) {
    Batch batch = entry.batch();
    List<BlockRef> left =
        notVisible(entry).filter(block -> !block.holder().equals(lostWorker)).toList();
    Batch again = batch.withBlocks(left);
    ledger.planAgain(batch.id(), again);
    if (left.isEmpty()) {
      ledger.expect(batch.id(), List.of());
      processed(batch.id(), planVersion);
    } else {
      effects.run(again, planVersion, entry.visiblePartitions());
    }
  }

  private Stream<BlockRef> notVisible(BatchLedger.Entry entry) {
    return entry.batch().blocks().stream().filter(block -> !isVisible(entry, block));
  }

  private boolean isVisible(BatchLedger.Entry entry, BlockRef block) {
    Set<Integer> partitions = shownIn.apply(block.meta().stream());
    return !partitions.isEmpty() && partitions.stream().allMatch(entry::isVisibleIn);
  }

  private void checkDrained() {
    if (!drained && streams.areOver() && ledger.inFlightCount() == 0) {
      drained = true;
      effects.drained();
    }
  }
}
