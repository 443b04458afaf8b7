package io.millrace.actors.worker.dataplane;

import io.millrace.core.block.ReceiveBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The few receive buffers of one stream. That they are few is the back-pressure: while all of them
 * hold blocks that could not be stored, the read loop waits here and the source's window closes.
 */
public final class BufferPool {
  private final BlockingQueue<ReceiveBuffer> free;

  /**
   * @param buffers how many
   * @param bufferBytes size of each, outside of the heap
   */
  public BufferPool(int buffers, int bufferBytes) {
    free = new ArrayBlockingQueue<>(buffers);
    for (int i = 0; i < buffers; i++) {
      free.add(new ReceiveBuffer(ByteBuffer.allocateDirect(bufferBytes), free::add));
    }
  }

  /** Waits for a free one. */
  ReceiveBuffer take() throws InterruptedException {
    return free.take();
  }
}
