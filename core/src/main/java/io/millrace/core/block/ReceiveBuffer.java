package io.millrace.core.block;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Memory that one stream is read into. Who still needs it holds it: the builder while it reads into
 * it, and each sealed range until it is stored. The last to let go gives it back.
 */
public final class ReceiveBuffer {
  private final ByteBuffer bytes;
  private final Consumer<ReceiveBuffer> whenFree;
  private final AtomicInteger holds = new AtomicInteger();

  /**
   * @param bytes accessed by absolute index only; its position and limit mean nothing
   * @param whenFree takes it back; called on the thread that lets go last
   */
  public ReceiveBuffer(ByteBuffer bytes, Consumer<ReceiveBuffer> whenFree) {
    this.bytes = bytes;
    this.whenFree = whenFree;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  int capacity() {
    return bytes.capacity();
  }

  void hold() {
    holds.incrementAndGet();
  }

  void letGo() {
    int left = holds.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("a receive buffer was let go more often than held");
    }
    if (left == 0) {
      whenFree.accept(this);
    }
  }
}
