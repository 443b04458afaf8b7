package io.millrace.testkit.simulation;

import io.millrace.core.block.Block;
import io.millrace.core.block.BlockTable;
import io.millrace.core.block.ReadMarks;
import io.millrace.core.block.StoredBlock;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.StreamMark;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol.BlocksReported;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The block store of a worker: the real table, with consumers that take their time, so that blocks
 * come in any order, and reports that may be late. It keeps books of its own on what is held,
 * pinned and below a floor.
 */
final class SimulatedStore {
  private static final ReadMarks NO_READS = new ReadMarks(new int[0], new long[0]);

  private final SimulatedWorker worker;
  private final BlockTable<BlockMeta> table = new BlockTable<>();
  private final Set<BlockMeta> held = new HashSet<>();
  private final Map<Long, Set<BlockId>> pins = new HashMap<>();
  private final Map<StreamId, Long> floors = new HashMap<>();
  private boolean reportDue;

  SimulatedStore(SimulatedWorker worker) {
    this.worker = worker;
  }

  void open(StreamId stream, long position) {
    table.openStream(stream, position);
  }

  /** A receiver has sealed a block. */
  void store(BlockMeta meta, byte[] bytes) {
    worker.after(
        worker.random().nextLong(Parameters.MILLI),
        "stores " + meta,
        () -> {
          held.add(meta);
          freed(table.stored(new Block(meta, bytes, 0, NO_READS, 0), meta));
          reportSoon();
        });
  }

  /** A deadline has passed; the driver is told when all before it is stored. */
  void mark(StreamMark mark) {
    table.sealedThrough(mark);
    reportSoon();
  }

  byte @Nullable [] bytes(BlockId id) {
    return table.find(id).map(StoredBlock::block).map(Block::bytes).orElse(null);
  }

  /** Keeps blocks until the attempt lets go. */
  void pin(long attempt, Collection<BlockId> blocks) {
    table.pin(attempt, List.copyOf(blocks));
    pins.put(attempt, Set.copyOf(blocks));
  }

  void unpin(long attempt) {
    pins.remove(attempt);
    freed(table.unpin(attempt));
  }

  void floorsRaised(Map<StreamId, Long> raised) {
    raised.forEach(
        (stream, floor) -> {
          floors.merge(stream, floor, Math::max);
          freed(table.raise(stream, floor));
        });
  }

  void reportAgain(Map<StreamId, Long> reported) {
    reported.forEach(table::reportAgain);
    reportSoon();
  }

  /** Blocks that lie below their floor though nothing is under way any more. */
  List<BlockMeta> belowFloor() {
    return held.stream()
        .filter(block -> block.to() <= floors.getOrDefault(block.stream(), 0L))
        .toList();
  }

  /** Whether every pinned block is still here. */
  boolean holdsWhatIsPinned() {
    return pins.values().stream().flatMap(Set::stream).allMatch(id -> bytes(id) != null);
  }

  private void freed(List<BlockMeta> blocks) {
    for (BlockMeta block : blocks) {
      boolean pinned = pins.values().stream().anyMatch(ids -> ids.contains(block.id()));
      held.remove(block);
      worker.invariants().freed(worker.id(), block, pinned);
    }
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
    table.squeeze(worker.random().nextDouble() < worker.parameters().lateReports());
    BlockTable.Report report = table.takeReport();
    if (!report.isEmpty()) {
      worker.tellDriver(
          "store", new BlocksReported(worker.id(), worker.job(), report.blocks(), report.marks()));
    }
  }
}
