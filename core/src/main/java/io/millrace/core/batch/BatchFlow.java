package io.millrace.core.batch;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private final CutPolicy policy;
  private final Function<StreamId, Set<Integer>> shownIn;
  private final BatchEffects effects;
  private final Map<StreamId, StreamCursor> streams = new TreeMap<>();
  private final BatchLedger ledger = new BatchLedger();
  private final FloorTracker floors = new FloorTracker();
  private BatchId next;
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
    streams.computeIfAbsent(stream, StreamCursor::new).open(worker, position);
  }

  /** Whether reports of the worker about the stream count. */
  public boolean isReader(WorkerId worker, StreamId stream) {
    StreamCursor cursor = streams.get(stream);
    return cursor != null && cursor.isReadBy(worker);
  }

  /** Blocks and marks of streams the worker reads; those of others are refused. */
  public void reported(
      WorkerId worker, List<BlockMeta> blocks, List<StreamMark> marks, long nowNanos) {
    for (BlockMeta block : blocks) {
      StreamCursor stream = streams.get(block.stream());
      if (stream != null && stream.isReadBy(worker)) {
        stream.stored(block, worker);
      }
    }
    for (StreamMark mark : marks) {
      StreamCursor stream = streams.get(mark.stream());
      if (stream != null && stream.isReadBy(worker)) {
        stream.mark(mark);
      }
    }
    tick(nowNanos);
  }

  /** The stream reads no more; all its blocks are reported. */
  public void ended(StreamId stream, WorkerId worker, long position, long nowNanos) {
    StreamCursor cursor = streams.get(stream);
    if (cursor != null && cursor.isReadBy(worker)) {
      cursor.end(position);
    }
    tick(nowNanos);
  }

  /** Time has passed. */
  public void tick(long nowNanos) {
    CutPolicy.Verdict verdict = policy.verdict(next, streams.values(), nowNanos);
    while (verdict != CutPolicy.Verdict.WAIT) {
      CutPolicy.Verdict following = policy.verdict(next.next(), streams.values(), nowNanos);
      // Of several that are overdue only the newest takes data: nothing fires twice to catch up.
      cut(verdict == CutPolicy.Verdict.CUT_LATE, following != CutPolicy.Verdict.WAIT);
      verdict = following;
    }
    checkDrained();
  }

  /** A stage of the batch was sent out that writes into these partitions of sinks. */
  public void planned(BatchId batch, long version, Collection<Integer> partitions) {
    if (version == planVersion && ledger.find(batch) != null) {
      ledger.expect(batch, partitions);
    }
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
    Map<StreamId, Long> reported = new TreeMap<>();
    for (StreamCursor stream : streams.values()) {
      if (stream.isBeingRead()) {
        reported.put(stream.stream(), stream.storedThrough());
      }
    }
    return reported;
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
    LostRanges lost = new LostRanges(worker);
    List<StreamId> orphans = new ArrayList<>();
    for (StreamCursor stream : streams.values()) {
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
    StreamCursor cursor = streams.get(stream);
    return cursor == null ? 0 : cursor.storedThrough();
  }

  /** The number of the next connection of the stream. */
  public int connectionOf(StreamId stream) {
    StreamCursor cursor = streams.get(stream);
    return cursor == null ? 0 : cursor.connections();
  }

  /** Bytes reported and not committed. */
  public long backlogBytes() {
    long waiting = streams.values().stream().mapToLong(StreamCursor::unassignedBytes).sum();
    return waiting + ledger.inFlight().stream().mapToLong(entry -> entry.batch().bytes()).sum();
  }

  /** The last batch up to which everything is done. */
  public BatchId committedPrefix() {
    return ledger.committedPrefix();
  }

  private void cut(boolean late, boolean overdue) {
    BatchId id = next;
    next = id.next();
    boolean merge = overdue || ledger.inFlightCount() >= policy.maxUncommitted();
    Map<StreamId, Long> cuts = new LinkedHashMap<>();
    List<BlockRef> blocks = new ArrayList<>();
    boolean waiting = false;
    for (StreamCursor stream : streams.values()) {
      waiting |= stream.hasMore(id);
      long end = merge ? stream.cut() : stream.nextCut(id, policy.maxBytes());
      cuts.put(stream.stream(), end);
      if (!merge) {
        blocks.addAll(stream.takeThrough(id, end));
      }
    }
    Batch batch = new Batch(id, cuts, blocks);
    floors.cut(batch);
    effects.due(batch, late);
    if (blocks.isEmpty()) {
      close(batch, merge && waiting ? BatchState.MERGED : BatchState.EMPTY);
    } else {
      ledger.add(batch, BatchState.RUNNING);
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
    boolean over =
        !drained
            && !streams.isEmpty()
            && streams.values().stream().allMatch(s -> s.isEnded() && s.cut() >= s.storedThrough())
            && ledger.inFlightCount() == 0;
    if (over) {
      drained = true;
      effects.drained();
    }
  }
}
