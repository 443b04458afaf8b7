package io.millrace.core.block;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.StreamMark;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The blocks of one job on one worker: what is stored, what may be reported, who still needs it.
 *
 * <p>Consumers store side by side, so blocks come in out of order. A block is reported once
 * everything before it in its stream is stored, a mark once everything before its position is.
 *
 * <p>A block is free when it ends at or before the floor of its stream and no attempt pins it.
 *
 * @param <H> what its memory is given back by
 */
public final class BlockTable<H> {
  private final Map<StreamId, StreamBlocks<H>> streams = new HashMap<>();
  private final Map<Long, List<StoredBlock<H>>> pins = new HashMap<>();
  private boolean squeezed;
  private boolean closed;

  /** The stream begins on this worker, or begins again, at a position. */
  public void openStream(StreamId stream, long position) {
    streams.putIfAbsent(stream, new StreamBlocks<>(stream, position));
  }

  /**
   * A block has been stored.
   *
   * @return what is free at once: the block itself, if nobody needs it any more
   */
  public List<H> stored(Block block, H handle) {
    StreamBlocks<H> stream = streams.get(block.meta().stream());
    if (closed || stream == null) {
      return List.of(handle);
    }
    stream.stored(new StoredBlock<>(block, handle));
    return stream.takeFree();
  }

  /** The stream is sealed through a batch; a mark for a stream that is not open is ignored. */
  public void sealedThrough(StreamMark mark) {
    StreamBlocks<H> stream = streams.get(mark.stream());
    if (stream != null) {
      stream.sealedThrough(mark);
    }
  }

  /** Reports once more what lies behind the position; a report may have been lost. */
  public void reportAgain(StreamId stream, long position) {
    StreamBlocks<H> blocks = streams.get(stream);
    if (blocks != null) {
      blocks.reportAgain(position);
    }
  }

  /**
   * Whether memory is used up. While it is, blocks that a mark waits for may be unable to come in
   * before those already here are consumed; so marks go out at the position that is stored, and
   * once more, for the same batch, when the rest is.
   */
  public void squeeze(boolean memoryUsedUp) {
    squeezed = memoryUsedUp;
  }

  /** What has become reportable since the last call, stream by stream in order of position. */
  public Report takeReport() {
    Report report = new Report(new ArrayList<>(), new ArrayList<>());
    for (StreamBlocks<H> stream : streams.values()) {
      stream.report(squeezed, report);
    }
    return report;
  }

  /** The block, if it is here. */
  public Optional<StoredBlock<H>> find(BlockId id) {
    StreamBlocks<H> stream = streams.get(id.stream());
    return stream == null ? Optional.empty() : stream.find(id.from());
  }

  /**
   * Keeps blocks for an attempt.
   *
   * @param pin names the attempt
   * @throws IllegalStateException when a block is not here: ask {@link #find} first
   */
  public List<Block> pin(long pin, List<BlockId> ids) {
    List<StoredBlock<H>> pinned = new ArrayList<>();
    for (BlockId id : ids) {
      pinned.add(find(id).orElseThrow(() -> new IllegalStateException(id + " is not here")));
    }
    pinned.forEach(StoredBlock::pin);
    pins.computeIfAbsent(pin, key -> new ArrayList<>()).addAll(pinned);
    return pinned.stream().map(StoredBlock::block).toList();
  }

  /**
   * The attempt has ended; unknown attempts are ignored.
   *
   * @return what is free now
   */
  public List<H> unpin(long pin) {
    List<H> free = new ArrayList<>();
    for (StoredBlock<H> block : pins.getOrDefault(pin, List.of())) {
      block.unpin();
      free.addAll(takeFree(block.block().meta().stream()));
    }
    pins.remove(pin);
    return free;
  }

  /**
   * Nothing of the stream before the floor is needed by a later attempt; a lower floor than before
   * is ignored.
   *
   * @return what is free now
   */
  public List<H> raise(StreamId stream, long floor) {
    StreamBlocks<H> blocks = streams.get(stream);
    if (blocks == null) {
      return List.of();
    }
    blocks.raise(floor);
    return blocks.takeFree();
  }

  /**
   * The job has ended: nothing is needed but what running attempts have pinned.
   *
   * @return what is free now
   */
  public List<H> close() {
    closed = true;
    List<H> free = new ArrayList<>();
    for (StreamBlocks<H> stream : streams.values()) {
      stream.close();
      free.addAll(stream.takeFree());
    }
    return free;
  }

  /** Whether no block is here. */
  public boolean isEmpty() {
    return streams.values().stream().allMatch(StreamBlocks::isEmpty);
  }

  private List<H> takeFree(StreamId stream) {
    StreamBlocks<H> blocks = streams.get(stream);
    return blocks == null ? List.of() : blocks.takeFree();
  }

  /**
   * @param blocks stored, in order of position within a stream, without gaps
   * @param marks all bytes before them are in this report or in an earlier one
   */
  public record Report(List<BlockMeta> blocks, List<StreamMark> marks) {
    public boolean isEmpty() {
      return blocks.isEmpty() && marks.isEmpty();
    }
  }
}
