package io.millrace.core.block;

/** Bytes that may be out at once: taken before they are used, given back when they are free. */
public final class CreditAccount {
  private final long limit;
  private long taken;

  public CreditAccount(long limit) {
    this.limit = limit;
  }

  /** Takes the bytes, or nothing when they would exceed the limit. */
  public boolean tryTake(long bytes) {
    if (bytes > limit - taken) {
      return false;
    }
    taken += bytes;
    return true;
  }

  public void giveBack(long bytes) {
    if (bytes > taken) {
      throw new IllegalStateException(
          bytes + " bytes of credit given back, only " + taken + " were taken");
    }
    taken -= bytes;
  }

  /** Bytes out now. */
  public long taken() {
    return taken;
  }

  public long limit() {
    return limit;
  }
}
