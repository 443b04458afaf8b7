package io.millrace.launcher.generate;

import java.util.BitSet;

/**
 * How far one connection is behind its schedule, and in which seconds of the run it was late: at no
 * moment of them within 50 ms of its schedule.
 *
 * <p>The connection tells what is due next after each look at the clock. While it hangs in a write
 * it tells nothing, and then it is behind by the time since that moment; so whoever asks gets the
 * truth without the connection's help. Called by the connection's thread and by the one that
 * reports, hence the lock, which is hardly ever contended.
 */
final class ScheduleWatch {
  static final long TOLERANCE_NANOS = 50_000_000L;
  static final long SECOND_NANOS = 1_000_000_000L;

  private final BitSet lateSeconds = new BitSet();
  private int second;
  private boolean onTime = true;
  private boolean ended;
  private long nextDueNanos;
  private long maxBehindNanos;

  /** A watch for a connection that starts now, with its first line due now. */
  ScheduleWatch(long startNanos) {
    second = (int) (startNanos / SECOND_NANOS);
    nextDueNanos = startNanos;
  }

  /** At {@code nowNanos} the first line not yet sent was, or will be, due at {@code dueNanos}. */
  synchronized void observe(long nowNanos, long dueNanos) {
    closeSecondsBefore(nowNanos);
    nextDueNanos = dueNanos;
    onTime |= nowNanos - dueNanos <= TOLERANCE_NANOS;
    maxBehindNanos = Math.max(maxBehindNanos, nowNanos - dueNanos);
  }

  /** The connection is over; the second it ended in, not being whole, is not judged. */
  synchronized void end(long nowNanos) {
    closeSecondsBefore(nowNanos);
    maxBehindNanos =
        Math.max(maxBehindNanos, nowNanos - nextDueNanos); // its last write may have hung
    ended = true;
  }

  private void closeSecondsBefore(long nowNanos) {
    while (!ended && nowNanos >= (second + 1) * SECOND_NANOS) {
      lateSeconds.set(second, !onTime);
      second++;
      onTime = second * SECOND_NANOS - nextDueNanos <= TOLERANCE_NANOS;
    }
  }

  /** How far behind it is now; 0 when on time or over. */
  synchronized long behindNanos(long nowNanos) {
    return ended ? 0 : Math.max(0, nowNanos - nextDueNanos);
  }

  /** The furthest it was behind when it looked, or ended. */
  synchronized long maxBehindNanos() {
    return maxBehindNanos;
  }

  /** The late ones of the whole seconds of the run that are over by now; second 0 is the first. */
  synchronized BitSet lateSeconds(long nowNanos) {
    closeSecondsBefore(nowNanos);
    return (BitSet) lateSeconds.clone();
  }
}
