package io.millrace.actors.worker.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The compute threads of a worker, {@code slot-0} and up, behind one bounded queue. The threads do
 * not keep the process alive: a user function may never return.
 */
public final class SlotPool implements AutoCloseable {
  private final BlockingQueue<Work> queue;
  private final List<Thread> slots = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param queued how much work may wait for a slot
   */
  public SlotPool(int slots, int queued) {
    this.queue = new ArrayBlockingQueue<>(queued);
    for (int slot = 0; slot < slots; slot++) {
      this.slots.add(start(slot));
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

  /** Ends each thread after the work it is at, which is interrupted; what is queued is dropped. */
  @Override
  public void close() {
    closed = true;
    slots.forEach(Thread::interrupt);
  }

  private Thread start(int slot) {
    Thread thread = new Thread(() -> serve(slot), "slot-" + slot);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void serve(int slot) {
    while (!closed) {
      try {
        queue.take().run(slot);
      } catch (InterruptedException e) {
        // closed, which the loop sees; or a user function left its own interrupt behind
      }
    }
  }
}
