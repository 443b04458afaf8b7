package io.millrace.launcher.generate;

import io.millrace.launcher.generate.ConnectionResult.Ending;
import io.millrace.launcher.generate.FaultPlan.Fault;
import io.millrace.launcher.generate.FaultPlan.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of one connection from its first to its last; one thread runs it.
 *
 * <p>It looks at the clock, sends what is due in whole chunks, and sleeps to the next point of the
 * grid. Writes block: a slow reader holds the generator back, which then is behind and catches up
 * as fast as it can. A connection ends only between two writes, that is, between two records.
 */
final class GeneratorConnection implements Runnable {
  private final WritableByteChannel channel;
  private final RunClock clock;
  private final int ordinal;
  private final int recordBytes;
  private final long startNanos;
  private final long lifeNanos;
  private final Pace pace;
  private final FaultPlan faults;
  private final RecordChunk chunk;
  private final ScheduleWatch watch;

  private volatile long bytes;
  private volatile boolean stopAsked;
  private volatile @Nullable Ending ending;
  private volatile long endNanos;

  /** A connection that was accepted just now. */
  GeneratorConnection(
      WritableByteChannel channel, int ordinal, GeneratorSettings settings, RunClock clock) {
    this.channel = channel;
    this.clock = clock;
    this.ordinal = ordinal;
    this.recordBytes = settings.recordBytes();
    this.startNanos = clock.nanos();
    Long life = settings.lifeNanos();
    this.lifeNanos = life == null ? Pace.NEVER : life;
    this.pace = Pace.of(settings.bytesPerSecondOfEach(), recordBytes);
    this.faults = new FaultPlan(ordinal == 0 ? settings.faults() : Faults.NO_FAULTS, life);
    this.chunk =
        new RecordChunk(new RecordLine(recordBytes, ordinal), stampClock(settings.stamp()));
    this.watch = new ScheduleWatch(startNanos);
  }

  private StampClock stampClock(StampKind kind) {
    // Flat out nothing is ever due, so the moment of writing is the only one there is.
    return kind == StampKind.SENT || pace instanceof Pace.FlatOut
        ? StampClock.sent(clock)
        : StampClock.due(pace, clock.epochNanos(startNanos));
  }

  @Override
  public void run() {
    try (channel) {
      end(send());
    } catch (ClosedChannelException e) { // closed under it, by the run that would wait no longer
      end(Ending.CUT);
    } catch (IOException e) {
      end(Ending.PEER_CLOSED);
    }
  }

  private void end(Ending how) {
    if (ending == null) { // closing may fail after a good end
      endNanos = clock.nanos();
      watch.end(endNanos);
      ending = how;
    }
  }

  private Ending send() throws IOException {
    while (!stopAsked) {
      long elapsed = clock.nanos() - startNanos;
      long due = pace.linesDueBy(Math.min(elapsed, lifeNanos - 1)) - linesSent();
      sendUpToAChunk(due, elapsed);
      if (elapsed >= lifeNanos) {
        return Ending.DONE;
      }
      if (due <= chunk.capacity()) {
        clock.parkUntil(startNanos + pace.wakeNanos(linesSent(), elapsed));
      }
    }
    return Ending.STOPPED;
  }

  private void sendUpToAChunk(long due, long elapsed) throws IOException {
    watch.observe(startNanos + elapsed, startNanos + pace.dueNanos(linesSent()));
    if (due <= 0) {
      return;
    }
    // The first line of all is never at fault: there would be nothing to repeat.
    Fault fault = bytes == 0 ? Fault.NONE : faults.next(elapsed);
    write(chunk.fill((int) Math.min(due, chunk.capacity()), fault));
    watch.observe(clock.nanos(), startNanos + pace.dueNanos(linesSent()));
  }

  private void write(ByteBuffer lines) throws IOException {
    long before = bytes;
    while (lines.hasRemaining()) {
      channel.write(lines);
      bytes = before + lines.position();
    }
  }

  private long linesSent() {
    return bytes / recordBytes;
  }

  /** To be followed by an unpark of its thread; it ends after the write it is in. */
  void stop() {
    stopAsked = true;
  }

  boolean isLive() {
    return ending == null;
  }

  /** Bytes handed to the network so far. */
  long bytes() {
    return bytes;
  }

  ScheduleWatch watch() {
    return watch;
  }

  /** What became of it; only after {@link #run} has returned. */
  ConnectionResult result() {
    Ending how = ending;
    if (how == null) {
      throw new IllegalStateException("connection " + ordinal + " has not ended");
    }
    return new ConnectionResult(
        ordinal,
        linesSent(),
        bytes,
        startNanos,
        endNanos,
        watch.maxBehindNanos(),
        watch.lateSeconds(endNanos),
        faults.done(),
        how);
  }
}
