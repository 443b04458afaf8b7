package io.millrace.launcher.generate;

/**
 * Who is served: at most so many connections at a time, and each seat until its time was lived out.
 *
 * <p>A seat left by its reader may be taken again. While all are taken a newcomer waits, because it
 * may be a reader that reconnects faster than its old connection is seen to be gone. Once some seat
 * was lived out it is turned away instead: it may be that reader, come back for more.
 */
final class ConnectionSeats {
  private final int seats;
  private int free;
  private int livedOut;
  private boolean closed;

  ConnectionSeats(int seats) {
    this.seats = seats;
    this.free = seats;
  }

  /** True with a seat, false if there will be none; waits while that is open. */
  synchronized boolean take() throws InterruptedException {
    while (free == 0 && livedOut == 0 && !closed) {
      wait();
    }
    if (closed || free == 0) {
      return false;
    }
    free--;
    return true;
  }

  /** The reader left: the seat may be taken again. */
  synchronized void leave() {
    free++;
    notifyAll();
  }

  /** The connection lived out its time: the seat is gone. */
  synchronized void liveOut() {
    livedOut++;
    notifyAll();
  }

  /** No seat for anybody any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns when every seat was lived out, or after {@link #close()}. */
  synchronized void awaitEnd() throws InterruptedException {
    while (livedOut < seats && !closed) {
      wait();
    }
  }
}
