package io.millrace.actors.shared;

import io.millrace.core.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that sees deadlines pass: it parks until the next one, which it is told each time
 * anew, so nothing is added up and nothing drifts. A scheduler's timers come in bursts of several
 * milliseconds and can't keep a grid as fine as this one.
 */
public final class BatchTicker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BatchTicker.class);

  /** Looks again at least this often: the clock may have been stepped meanwhile. */
  private static final long LONGEST_PARK_NANOS = 20_000_000;

  private final Clock clock;
  private final List<Target> targets = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  private BatchTicker(Clock clock, String name) {
    this.clock = clock;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** A running ticker; its owner closes it. */
  public static BatchTicker start(Clock clock, String name) {
    BatchTicker ticker = new BatchTicker(clock, name);
    ticker.thread.start();
    return ticker;
  }

  /** Something with deadlines. */
  public interface Target {
    /** The next deadline, nanoseconds since the epoch; {@code Long.MAX_VALUE} for none. */
    long nextDeadline();

    /** The deadline has passed; runs on the ticker's thread and must be short. */
    void onDeadline();
  }

  /** Calls the target at its deadlines from now on. */
  public void register(Target target) {
    targets.add(target);
    LockSupport.unpark(thread);
  }

  /** Calls it no more; a call that is under way may still end after this returns. */
  public void unregister(Target target) {
    targets.remove(target);
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      long next = fire();
      long park = Math.min(next - clock.nanos(), LONGEST_PARK_NANOS);
      if (park > 0) {
        LockSupport.parkNanos(this, park);
      }
    }
  }

  /** Calls whoever is due, and says when the next one is. */
  private long fire() {
    long next = Long.MAX_VALUE;
    for (Target target : targets) {
      if (target.nextDeadline() <= clock.nanos() && !call(target)) {
        continue;
      }
      next = Math.min(next, target.nextDeadline());
    }
    return next;
  }

  private boolean call(Target target) {
    try {
      target.onDeadline();
      return true;
    } catch (RuntimeException e) {
      log.error("deadline failed and is not called again target={}", target, e);
      targets.remove(target);
      return false;
    }
  }
}
