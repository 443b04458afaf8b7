package io.millrace.core.block;

import io.millrace.core.model.BlockMeta;
import java.nio.ByteBuffer;

/**
 * A block that is sealed and still lies in its receive buffer: nothing was copied.
 *
 * @param bytes exactly the block, from position 0; valid until {@link #release}
 */
public record SealedRange(BlockMeta meta, ByteBuffer bytes, ReadMarks reads, ReceiveBuffer buffer) {
  /** Gives its share of the receive buffer back; to be called once, when it is stored. */
  public void release() {
    buffer.letGo();
  }
}
