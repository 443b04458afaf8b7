package io.millrace.core.block;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LanePayload.BlockCopy;
import io.millrace.core.model.WorkerId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Blocks of one job that other workers hold, fetched for attempts that run here. */
public final class CopyTable {
  private final Map<BlockId, Copy> copies = new HashMap<>();

  /**
   * An attempt needs these blocks.
   *
   * @return those that nobody has asked for yet
   */
  public List<BlockRef> want(long pin, List<BlockRef> refs) {
    List<BlockRef> toAsk = new ArrayList<>();
    for (BlockRef ref : refs) {
      Copy copy = copies.get(ref.meta().id());
      if (copy == null) {
        copy = new Copy(ref);
        copies.put(ref.meta().id(), copy);
        toAsk.add(ref);
      }
      copy.pins.add(pin);
    }
    return toAsk;
  }

  /**
   * A part has come in; parts of blocks that nobody wants any more are ignored.
   *
   * @return the attempts that may now have all they need
   */
  public Set<Long> onPart(BlockCopy part) {
    Copy copy = copies.get(part.meta().id());
    if (copy == null || copy.block != null) {
      return Set.of();
    }
    copy.add(part);
    return copy.block == null ? Set.of() : Set.copyOf(copy.pins);
  }

  /** The block, once it is whole. */
  public Optional<Block> find(BlockId id) {
    Copy copy = copies.get(id);
    return copy == null ? Optional.empty() : Optional.ofNullable(copy.block);
  }

  /** The attempts that wait for this block. */
  public Set<Long> waitingFor(BlockId id) {
    Copy copy = copies.get(id);
    return copy == null || copy.block != null ? Set.of() : Set.copyOf(copy.pins);
  }

  /** The attempts that wait for a block of one of these workers. */
  public Set<Long> waitingOn(Predicate<WorkerId> holder) {
    Set<Long> waiting = new HashSet<>();
    for (Copy copy : copies.values()) {
      if (copy.block == null && holder.test(copy.ref.holder())) {
        waiting.addAll(copy.pins);
      }
    }
    return waiting;
  }

  /** The attempt has ended; what only it wanted is forgotten. */
  public void unpin(long pin) {
    copies.values().removeIf(copy -> copy.pins.remove(pin) && copy.pins.isEmpty());
  }

  /** Whether nobody wants anything. */
  public boolean isEmpty() {
    return copies.isEmpty();
  }

  private static final class Copy {
    private final BlockRef ref;
    private final Set<Long> pins = new HashSet<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int parts;
    private @Nullable Block block;

    private Copy(BlockRef ref) {
      this.ref = ref;
    }

    /** Parts come in order: the lane keeps it. One left over from an earlier wish is passed by. */
    private void add(BlockCopy part) {
      if (part.part() != parts) {
        return;
      }
      bytes.writeBytes(part.bytes());
      parts++;
      if (parts == part.parts()) {
        block = new Block(part.meta(), bytes.toByteArray(), 0, marks(part), part.sealedNanos());
      }
    }

    private static ReadMarks marks(BlockCopy part) {
      return new ReadMarks(
          part.readEnds().stream().mapToInt(Integer::intValue).toArray(),
          part.readNanos().stream().mapToLong(Long::longValue).toArray());
    }
  }
}
