package io.millrace.core.block;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.dsl.Framing;
import io.millrace.dsl.StreamId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the reads of one stream into blocks without touching their bytes.
 *
 * <pre>
 *   receive buffer:  [ sealed ranges | open block     | partial record | room ]
 *                                    ^ sealed         ^ framed         ^ filled
 * </pre>
 *
 * <p>A read moves {@code filled}, and {@code framed} to the end of the last whole record. Sealing
 * moves {@code sealed} up to {@code framed}. Only a partial record at the end of a buffer is
 * copied, into the next one. Positions count framed bytes, so what a broken connection leaves of a
 * record counts for nothing.
 *
 * <p>Not thread-safe, but the bytes of {@link #target} may be filled while another thread seals.
 */
public final class BlockBuilder {
  private final StreamId stream;
  private final Framing framing;
  private final BlockLimits limits;
  private @Nullable ReceiveBuffer buffer;
  private int sealed;
  private int framed;
  private int filled;
  private long position;
  private int connections;
  private long toLeaveOut;
  private int[] ends = new int[16];
  private long[] nanos = new long[16];
  private int reads;

  /**
   * @param position of the first byte to come, in framed bytes
   * @param connections how many connections the stream has had
   */
  public BlockBuilder(
      StreamId stream, Framing framing, BlockLimits limits, long position, int connections) {
    this.stream = stream;
    this.framing = framing;
    this.limits = limits;
    this.position = position;
    this.connections = connections;
  }

  public StreamId stream() {
    return stream;
  }

  /** Framed bytes sealed so far: where the open block starts. */
  public long position() {
    return position;
  }

  /** Whether what was read last was the end of a record: nothing is held back. */
  public boolean isBetweenRecords() {
    return filled == framed;
  }

  /** Behind the last whole record read, in framed bytes, those left out among them. */
  public long framedThrough() {
    return position - toLeaveOut + framed - sealed;
  }

  /**
   * The source hands out again what another worker has reported: so many framed bytes, up to {@link
   * #position}, are read and left out.
   *
   * @throws IllegalArgumentException when it is fewer than none: bytes would be missing
   */
  public void leaveOut(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "%s goes on at %d, %d bytes before the place where its source was opened"
              .formatted(stream, position, -bytes));
    }
    toLeaveOut = bytes;
  }

  /** How many of them are still to come. */
  public long toLeaveOut() {
    return toLeaveOut;
  }

  /** Connections made, those before this builder included. */
  public int connections() {
    return connections;
  }

  /** The blocks to come belong to a new connection. */
  public void startConnection() {
    requireSealed();
    connections++;
  }

  /** Whether {@link #use} must supply a buffer before the next read. */
  public boolean needsBuffer() {
    return buffer == null || filled == buffer.capacity();
  }

  /** Reads go into this buffer from now on; a partial record moves over. */
  public void use(ReceiveBuffer next) {
    requireSealed();
    if (next.capacity() <= limits.maxRecordBytes()) {
      throw new IllegalArgumentException(
          "a receive buffer of "
              + next.capacity()
              + " bytes can't hold a record of "
              + limits.maxRecordBytes());
    }
    int partial = filled - framed;
    next.hold();
    if (buffer != null) {
      next.bytes().put(0, buffer.bytes(), framed, partial);
      buffer.letGo();
    }
    buffer = next;
    sealed = 0;
    framed = 0;
    filled = partial;
  }

  /** A view of the room for the next read: at least one byte, at most what the block may hold. */
  public ByteBuffer target() {
    ByteBuffer room = current().bytes().duplicate();
    return room.limit(roomEnd()).position(filled);
  }

  /**
   * Bytes have been appended to {@link #target}.
   *
   * @param bytes how many
   * @param readNanos the return of the read, nanoseconds since the epoch
   * @throws RecordTooLongException when a record goes on behind the limit
   */
  public void onRead(int bytes, long readNanos) {
    int from = filled;
    filled += bytes;
    int end = framing.lastRecordEnd(current().bytes(), framed, from, filled);
    if (end < framed || end > filled) {
      throw new IllegalStateException(
          framing + " found a record end outside the bytes it was given, in " + stream);
    }
    if (end > framed) {
      frame(end, readNanos);
    }
    if (filled - framed > limits.maxRecordBytes()) {
      throw new RecordTooLongException(stream, framedThrough(), limits.maxRecordBytes());
    }
  }

  /** Whether the open block must be sealed before the next read. */
  public boolean full() {
    return buffer != null && framed > sealed && filled == roomEnd();
  }

  /** Seals the open block, if anything is in it. */
  public Optional<SealedRange> seal() {
    int length = framed - sealed;
    if (length == 0) {
      return Optional.empty();
    }
    ReceiveBuffer holder = current();
    holder.hold();
    BlockMeta meta =
        new BlockMeta(new BlockId(stream, position), position + length, connections - 1);
    ReadMarks marks = new ReadMarks(Arrays.copyOf(ends, reads), Arrays.copyOf(nanos, reads));
    ByteBuffer bytes = holder.bytes().slice(sealed, length).asReadOnlyBuffer();
    reads = 0;
    sealed = framed;
    position += length;
    return Optional.of(new SealedRange(meta, bytes, marks, holder));
  }

  /**
   * Nothing will be added to the bytes behind the last whole record, as at the end of a file: they
   * are a record, where the framing says so, or are forgotten.
   *
   * @param nanos now, nanoseconds since the epoch
   * @return how many were forgotten
   */
  public int endRecord(long nanos) {
    if (filled == framed || !framing.endsWithSource()) {
      return dropPartial();
    }
    frame(filled, nanos);
    return 0;
  }

  /**
   * Forgets the bytes of the record that has not ended.
   *
   * @return how many
   */
  public int dropPartial() {
    int partial = filled - framed;
    filled = framed;
    return partial;
  }

  private int roomEnd() {
    return (int) Math.min(current().capacity(), (long) sealed + limits.maxBlockBytes());
  }

  private void frame(int end, long readNanos) {
    framed = end;
    int known = (int) Math.min(toLeaveOut, framed - sealed);
    toLeaveOut -= known;
    sealed += known;
    if (framed > sealed) {
      mark(framed - sealed, readNanos);
    }
  }

  private void mark(int end, long readNanos) {
    if (reads == ends.length) {
      ends = Arrays.copyOf(ends, 2 * reads);
      nanos = Arrays.copyOf(nanos, 2 * reads);
    }
    ends[reads] = end;
    nanos[reads] = readNanos;
    reads++;
  }

  private ReceiveBuffer current() {
    if (buffer == null) {
      throw new IllegalStateException(stream + " has no receive buffer");
    }
    return buffer;
  }

  private void requireSealed() {
    if (framed != sealed) {
      throw new IllegalStateException(stream + " has an open block: seal it first");
    }
  }
}
