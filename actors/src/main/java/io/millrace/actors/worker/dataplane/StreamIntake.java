package io.millrace.actors.worker.dataplane;

import io.millrace.actors.shared.BatchTicker;
import io.millrace.actors.shared.StagePause;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.ReceiveBuffer;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamMark;
import io.millrace.core.time.Clock;
import io.millrace.core.time.Deadlines;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Offset;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open block of one stream, shared by its read loop and the batch ticker. Whichever of the two
 * first sees a deadline pass seals, so a busy machine that wakes the ticker late delays no batch.
 * It outlives connections and restarts of the receiver.
 *
 * <p>Two locks, each short. {@code state} guards the builder and the deadlines. {@code telling} is
 * taken before {@code state} is given up, so what was sealed first is told first, and yet nobody
 * who reads waits for the telling. The memory of the pool can't lock up because of that order: the
 * oldest range that waits for memory never waits for one behind it.
 */
public final class StreamIntake implements BatchTicker.Target {
  private final BlockBuilder builder;
  private final Deadlines deadlines;
  private final Clock clock;
  private final StagePause pause;
  private final Outlet outlet;
  private final ReentrantLock state = new ReentrantLock();
  private final ReentrantLock telling = new ReentrantLock();
  private final ReentrantLock reading = new ReentrantLock();
  private volatile long nextDeadline;
  private long truncatedBytes;
  private boolean finished;
  private SourcePlace place;
  private Offset resumeAt; // guarded by reading, as is goneBack
  private boolean goneBack;

  /**
   * An intake that nobody reads into yet.
   *
   * @param place where to open the source, if it can go back; not behind the builder's position
   */
  public StreamIntake(
      BlockBuilder builder,
      SourcePlace place,
      Deadlines deadlines,
      Clock clock,
      StagePause pause,
      Outlet outlet) {
    this.builder = builder;
    this.deadlines = deadlines;
    this.clock = clock;
    this.pause = pause;
    this.outlet = outlet;
    this.nextDeadline = deadlines.next();
    this.place = place;
    this.resumeAt = new Offset(place.offset());
  }

  /** Who takes what is sealed; called on the thread that sealed it. */
  public interface Outlet {
    /**
     * A block to be stored.
     *
     * @param sealedNanos nanoseconds since the epoch on the driver's clock
     */
    void sealed(SealedRange range, long sealedNanos);

    /** A batch deadline has passed; all ranges before the mark's position were handed over. */
    void sealedThrough(StreamMark mark);
  }

  /** How far the stream has come. */
  public Progress progress() {
    state.lock();
    try {
      return new Progress(
          builder.position(), builder.connections(), truncatedBytes, finished, place);
    } finally {
      state.unlock();
    }
  }

  @Override
  public long nextDeadline() {
    return nextDeadline;
  }

  @Override
  public void onDeadline() {
    tell(lockedCut(false));
  }

  /**
   * Seals the last block and marks the batch that is open, so that the driver hears the final
   * position; no deadline follows. Does nothing the second time.
   */
  public void finish() {
    tell(lockedFinish());
  }

  /** Waits until no other read loop is at work: a restarted receiver may come early. */
  void claim() throws InterruptedException {
    reading.lockInterruptibly();
  }

  void disclaim() {
    reading.unlock();
  }

  /** Where a source that can go back is opened the next time. */
  Offset resumeAt() {
    return resumeAt;
  }

  /**
   * A source was opened, at {@link #resumeAt} if it can go back. What lies between the place that
   * another worker told of and its last report is left out, where it comes again.
   */
  void startConnection(boolean canGoBack) {
    state.lock();
    try {
      builder.startConnection();
      if (canGoBack && !goneBack) {
        goneBack = true;
        builder.leaveOut(builder.position() - place.position());
      }
    } finally {
      state.unlock();
    }
  }

  /** Bytes that another worker has reported and that have not come again. */
  long missing() {
    state.lock();
    try {
      return builder.toLeaveOut();
    } finally {
      state.unlock();
    }
  }

  /** Whether what was read last was the end of a record. */
  boolean isBetweenRecords() {
    state.lock();
    try {
      return builder.isBetweenRecords();
    } finally {
      state.unlock();
    }
  }

  /** What was read so far, whole records all, lies before this place of the source. */
  void note(Offset at) {
    state.lock();
    try {
      place = new SourcePlace(builder.framedThrough(), at.text());
    } finally {
      state.unlock();
    }
  }

  /** Room for the next read; waits for a receive buffer when the one in use is full. */
  ByteBuffer target(BufferPool buffers) throws InterruptedException {
    ReceiveBuffer next = needsBuffer() ? buffers.take() : null;
    state.lock();
    try {
      if (next != null) {
        builder.use(next);
      }
      return builder.target();
    } finally {
      state.unlock();
    }
  }

  void onRead(int bytes, long readNanos) {
    tell(lockedRead(bytes, readNanos));
  }

  /**
   * What was read and what follows have no record in common.
   *
   * @return bytes dropped of a record that had not ended
   */
  int endRecord() {
    state.lock();
    try {
      int dropped = builder.endRecord(clock.nanos());
      truncatedBytes += dropped;
      return dropped;
    } finally {
      state.unlock();
    }
  }

  /**
   * The connection is over: what it left of a record is dropped and the rest sealed.
   *
   * @param cut whether the connection ended by itself, so that the record is cut in two
   * @return bytes dropped
   */
  int endConnection(boolean cut) {
    int dropped;
    state.lock();
    try {
      dropped = builder.dropPartial();
      if (cut) {
        truncatedBytes += dropped;
      }
    } finally {
      state.unlock();
    }
    tell(lockedCut(true));
    return dropped;
  }

  /** The connection is over, to be resumed: what it left of a record stays, the rest is sealed. */
  void breakOff(Offset at) {
    resumeAt = at;
    tell(lockedCut(true));
  }

  private @Nullable Cut lockedRead(int bytes, long readNanos) {
    state.lock();
    try {
      builder.onRead(bytes, readNanos);
      return cut(builder.full(), readNanos);
    } finally {
      state.unlock();
    }
  }

  private @Nullable Cut lockedCut(boolean now) {
    state.lock();
    try {
      return finished ? null : cut(now, clock.nanos());
    } finally {
      state.unlock();
    }
  }

  private @Nullable Cut lockedFinish() {
    state.lock();
    try {
      if (finished) {
        return null;
      }
      finished = true;
      nextDeadline = Long.MAX_VALUE;
      deadlines.pass(clock.nanos());
      return seal(deadlines.open());
    } finally {
      state.unlock();
    }
  }

  private @Nullable Cut cut(boolean now, long nanos) {
    if (!now && nanos < nextDeadline) {
      return null;
    }
    BatchId ended = deadlines.pass(nanos);
    nextDeadline = deadlines.next();
    return seal(ended);
  }

  /** Takes {@code telling} for the one who tells. */
  private Cut seal(BatchId ended) {
    SealedRange range = builder.seal().orElse(null);
    StreamMark mark =
        ended.equals(BatchId.NONE)
            ? null
            : new StreamMark(builder.stream(), ended, builder.position());
    telling.lock();
    return new Cut(range, mark);
  }

  private void tell(@Nullable Cut cut) {
    if (cut == null) {
      return;
    }
    try {
      if (cut.range != null) {
        pause.at("block");
        outlet.sealed(cut.range, clock.nanos());
      }
      if (cut.mark != null) {
        outlet.sealedThrough(cut.mark);
      }
    } finally {
      telling.unlock();
    }
  }

  private boolean needsBuffer() {
    state.lock();
    try {
      return builder.needsBuffer();
    } finally {
      state.unlock();
    }
  }

  /**
   * @param position framed bytes sealed so far
   * @param connections connections made
   * @param truncatedBytes bytes of records that a connection cut in two
   * @param finished whether the stream has ended for good
   * @param place the last one known between two records of the source
   */
  public record Progress(
      long position, int connections, long truncatedBytes, boolean finished, SourcePlace place) {}

  private record Cut(@Nullable SealedRange range, @Nullable StreamMark mark) {}
}
