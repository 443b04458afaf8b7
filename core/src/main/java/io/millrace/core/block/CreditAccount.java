package io.millrace.core.block;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that may be out at once: taken before they are used, given back when they are free.
 * Thread-safe: the shards of a worker's streams draw on one account.
 */
public final class CreditAccount {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  public CreditAccount(long limit) {
    this.limit = limit;
  }

  /** Takes the bytes, or nothing when they would exceed the limit. */
  public boolean tryTake(long bytes) {
    long before;
    do {
      before = taken.get();
      if (bytes > limit - before) {
        return false;
      }
    } while (!taken.compareAndSet(before, before + bytes));
    return true;
  }

  public void giveBack(long bytes) {
    long left = taken.addAndGet(-bytes);
    if (left < 0) {
      taken.addAndGet(bytes);
      throw new IllegalStateException(
          bytes + " bytes of credit given back, only " + (left + bytes) + " were taken");
    }
  }

  /** Bytes out now. */
  public long taken() {
    return taken.get();
  }

  public long limit() {
    return limit;
  }
}
