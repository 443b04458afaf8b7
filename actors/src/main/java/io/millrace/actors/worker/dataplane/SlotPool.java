package io.millrace.actors.worker.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The compute threads of a worker, {@code slot-0} and up, behind one bounded queue. The threads do
 * not keep the process alive: a user function may never return.
 */
public final class SlotPool implements AutoCloseable {
  private final BlockingQueue<Work> queue;
  private final List<Slot> slots = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param queued how much work may wait for a slot
   */
  public SlotPool(int slots, int queued) {
    this.queue = new ArrayBlockingQueue<>(queued);
    for (int number = 0; number < slots; number++) {
      Slot slot = new Slot(number);
      this.slots.add(slot);
      slot.start();
    }
  }

  /** What a slot runs; does not throw. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param slot the number of the slot that runs it, from 0
     */
    void run(int slot);
  }

  /** Hands work to the next free slot; false when the queue is full. */
  public boolean offer(Work work) {
    return queue.offer(work);
  }

  /** Interrupts the work under way that nobody wants any more. */
  public void interrupt(Predicate<Work> unwanted) {
    slots.forEach(slot -> slot.interrupt(unwanted));
  }

  /**
   * Gives each slot a new thread once it is done with its work, because functions may have left
   * something behind in the old one: a thread-local value keeps the classes of a job that has
   * ended.
   */
  public void renew() {
    slots.forEach(Slot::renew);
  }

  /** Ends each thread after the work it is at, which is interrupted; what is queued is dropped. */
  @Override
  public void close() {
    closed = true;
    slots.forEach(slot -> slot.interrupt(work -> true));
    slots.forEach(Slot::renew);
  }

  private final class Slot {
    private final int number;
    private @Nullable Thread thread;
    private @Nullable Work atWork;
    private boolean outworn;

    Slot(int number) {
      this.number = number;
    }

    /** The thread inherits nothing of the one that starts it. */
    synchronized void start() {
      outworn = false;
      thread = new Thread(null, this::serve, "slot-" + number, 0, false);
      thread.setDaemon(true);
      thread.start();
    }

    synchronized void interrupt(Predicate<Work> unwanted) {
      if (thread != null && atWork != null && unwanted.test(atWork)) {
        thread.interrupt();
      }
    }

    synchronized void renew() {
      outworn = true;
      if (thread != null && atWork == null) {
        thread.interrupt(); // it waits for work
      }
    }

    private void serve() {
      while (!isOver()) {
        try {
          runNext();
        } catch (InterruptedException e) {
          // it is to end, which the loop sees
        } finally {
          end();
        }
      }
      if (!closed) {
        start();
      }
    }

    /** In a frame of its own, so that a waiting thread holds on to nothing. */
    private void runNext() throws InterruptedException {
      Work next = queue.take();
      begin(next);
      next.run(number);
    }

    private synchronized boolean isOver() {
      return closed || outworn;
    }

    private synchronized void begin(Work work) {
      atWork = work;
      if (!closed) {
        Thread.interrupted(); // was meant for a thread that waits
      }
    }

    /** An interrupt, and one that a user function left behind, does not outlive the work. */
    private synchronized void end() {
      atWork = null;
      Thread.interrupted();
    }
  }
}
