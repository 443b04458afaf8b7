package io.millrace.testkit.simulation;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.StreamMark;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol.BlocksReported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The block store of a worker: its consumers take their time, so blocks come in any order. */
final class BlockTable {
  private final SimulatedWorker worker;
  private final Map<BlockId, Stored> blocks = new HashMap<>();
  private final Map<StreamId, Long> floors = new HashMap<>();
  private final Map<Object, Set<BlockId>> pins = new HashMap<>();
  private final NavigableMap<Long, BlockMeta> beingStored = new TreeMap<>();
  private final List<BlockMeta> unreported = new ArrayList<>();
  private final List<StreamMark> marks = new ArrayList<>();
  private boolean reportDue;
  private long taken;

  BlockTable(SimulatedWorker worker) {
    this.worker = worker;
  }

  private record Stored(BlockMeta meta, byte[] bytes) {}

  /** A receiver has sealed a block. */
  void store(BlockMeta meta, byte[] bytes) {
    long ticket = taken++;
    beingStored.put(ticket, meta);
    worker.after(
        worker.random().nextLong(Parameters.MILLI),
        "stores " + meta,
        () -> {
          beingStored.remove(ticket);
          blocks.put(meta.id(), new Stored(meta, bytes));
          unreported.add(meta);
          reportSoon();
        });
  }

  /** A deadline has passed; the driver is told when all before it is stored. */
  void mark(StreamMark mark) {
    marks.add(mark);
    reportSoon();
  }

  byte @Nullable [] bytes(BlockId id) {
    Stored stored = blocks.get(id);
    return stored == null ? null : stored.bytes;
  }

  /** Keeps blocks until the owner of the pin lets go. */
  void pin(Object owner, Set<BlockId> pinned) {
    pins.put(owner, pinned);
  }

  void unpin(Object owner) {
    pins.remove(owner);
    free();
  }

  void floorsRaised(Map<StreamId, Long> raised) {
    raised.forEach((stream, floor) -> floors.merge(stream, floor, Math::max));
    free();
  }

  /** Blocks that lie below their floor though nothing is under way any more. */
  List<BlockMeta> belowFloor() {
    return blocks.values().stream().map(Stored::meta).filter(this::isBelowFloor).toList();
  }

  /** Whether every pinned block is still here. */
  boolean holdsWhatIsPinned() {
    return pins.values().stream().allMatch(pinned -> blocks.keySet().containsAll(pinned));
  }

  private void free() {
    List<BlockMeta> going = belowFloor().stream().filter(block -> !isPinned(block.id())).toList();
    for (BlockMeta block : going) {
      blocks.remove(block.id());
      worker.invariants().freed(worker.id(), block, isPinned(block.id()));
    }
  }

  private boolean isBelowFloor(BlockMeta block) {
    return block.to() <= floors.getOrDefault(block.stream(), 0L);
  }

  private boolean isPinned(BlockId id) {
    return pins.values().stream().anyMatch(pinned -> pinned.contains(id));
  }

  private void reportSoon() {
    if (reportDue) {
      return;
    }
    reportDue = true;
    boolean late = worker.random().nextDouble() < worker.parameters().lateReports();
    long delay = worker.random().nextLong((late ? 30 : 1) * Parameters.MILLI);
    worker.after(delay, "reports", this::report);
  }

  private void report() {
    reportDue = false;
    List<StreamMark> covered = marks.stream().filter(this::isStoredThrough).toList();
    worker.tellDriver("store", new BlocksReported(worker.id(), worker.job(), unreported, covered));
    unreported.clear();
    marks.removeAll(covered);
  }

  private boolean isStoredThrough(StreamMark mark) {
    return beingStored.values().stream()
        .noneMatch(b -> b.stream().equals(mark.stream()) && b.from() < mark.position());
  }
}
