package io.millrace.core.batch;

import io.millrace.dsl.BatchId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The truth about every batch that is not yet behind us.
 *
 * <pre>
 * from       to
 * (new)      RUNNING | EMPTY | MERGED
 * RUNNING    RUNNING (planned again) | PROCESSED | FAILED
 * PROCESSED  RUNNING (planned again) | COMMITTED | FAILED
 * </pre>
 *
 * COMMITTED, EMPTY, MERGED and FAILED are final. The committed prefix is the last batch before
 * which every batch is final and not failed; floors follow it.
 */
final class BatchLedger {
  private static final Set<BatchState> DONE =
      EnumSet.of(BatchState.COMMITTED, BatchState.EMPTY, BatchState.MERGED);

  private final NavigableMap<BatchId, Entry> entries = new TreeMap<>();
  private final NavigableMap<BatchId, Entry> inFlight = new TreeMap<>();
  private BatchId prefix = BatchId.NONE;

  /** A batch in flight, and which of its sink partitions are visible. */
  static final class Entry {
    private Batch batch;
    private BatchState state;
    private @Nullable Set<Integer> expected;
    private final Set<Integer> committed = new TreeSet<>();

    private Entry(Batch batch, BatchState state) {
      this.batch = batch;
      this.state = state;
    }

    Batch batch() {
      return batch;
    }

    BatchState state() {
      return state;
    }

    boolean inFlight() {
      return state == BatchState.RUNNING || state == BatchState.PROCESSED;
    }

    boolean isVisibleIn(int partition) {
      return committed.contains(partition);
    }

    Set<Integer> visiblePartitions() {
      return Set.copyOf(committed);
    }

    boolean expects(int partition) {
      return expected != null && expected.contains(partition);
    }

    private boolean allVisible() {
      return expected != null && committed.containsAll(expected);
    }
  }

  void add(Batch batch, BatchState state) {
    if (!entries.isEmpty() && entries.lastKey().compareTo(batch.id()) >= 0) {
      throw new IllegalStateException(batch.id() + " is not after " + entries.lastKey());
    }
    if (state == BatchState.PROCESSED || state == BatchState.COMMITTED) {
      throw new IllegalStateException(batch.id() + " can't begin as " + state);
    }
    Entry entry = new Entry(batch, state);
    entries.put(batch.id(), entry);
    if (entry.inFlight()) {
      inFlight.put(batch.id(), entry);
    }
    advance();
  }

  @Nullable Entry find(BatchId batch) {
    return entries.get(batch);
  }

  /** The stages run again, with the blocks that are left. */
  void planAgain(BatchId id, Batch batch) {
    Entry entry = move(id, BatchState.RUNNING);
    entry.batch = batch;
    entry.expected = null;
  }

  /** A stage writes into these partitions; told of each that writes, before it is processed. */
  void expect(BatchId id, Collection<Integer> partitions) {
    Entry entry = entry(id);
    Set<Integer> all = entry.expected == null ? new TreeSet<>() : entry.expected;
    all.addAll(partitions);
    entry.expected = all;
  }

  void processed(BatchId id) {
    move(id, BatchState.PROCESSED);
  }

  void visibleIn(BatchId id, int partition) {
    entry(id).committed.add(partition);
  }

  /** Commits the batch if it is processed and visible in all its partitions. */
  boolean commitIfVisible(BatchId id) {
    Entry entry = entry(id);
    if (entry.state != BatchState.PROCESSED || !entry.allVisible()) {
      return false;
    }
    move(id, BatchState.COMMITTED);
    advance();
    return true;
  }

  void failed(BatchId id) {
    move(id, BatchState.FAILED);
  }

  int inFlightCount() {
    return inFlight.size();
  }

  /** Batches that run or wait for their commit, in order. */
  List<Entry> inFlight() {
    return List.copyOf(inFlight.values());
  }

  /** The last batch up to which everything is done. */
  BatchId committedPrefix() {
    return prefix;
  }

  private Entry entry(BatchId id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new IllegalStateException(id + " is not known");
    }
    return entry;
  }

  private Entry move(BatchId id, BatchState to) {
    Entry entry = entry(id);
    if (!allowed(entry.state, to)) {
      throw new IllegalStateException(id + " can't move from " + entry.state + " to " + to);
    }
    entry.state = to;
    if (!entry.inFlight()) {
      inFlight.remove(id);
    }
    return entry;
  }

  private static boolean allowed(BatchState from, BatchState to) {
    return switch (from) {
      case RUNNING ->
          to == BatchState.RUNNING || to == BatchState.PROCESSED || to == BatchState.FAILED;
      case PROCESSED ->
          to == BatchState.RUNNING || to == BatchState.COMMITTED || to == BatchState.FAILED;
      case COMMITTED, EMPTY, MERGED, FAILED -> false;
    };
  }

  private void advance() {
    while (!entries.isEmpty() && DONE.contains(entries.firstEntry().getValue().state)) {
      prefix = entries.pollFirstEntry().getKey();
    }
  }
}
