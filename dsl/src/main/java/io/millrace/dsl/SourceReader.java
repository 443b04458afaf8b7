package io.millrace.dsl;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open connection to one split of a {@link Source}; confined to the receiver's read loop. */
public interface SourceReader extends AutoCloseable {
  /**
   * Blocks until at least one byte has arrived and appends what is there.
   *
   * @param into a buffer with at least one byte remaining
   * @return bytes read, at least 1, or -1 when the source has ended
   * @throws IOException when the connection broke
   */
  int read(ByteBuffer into) throws IOException;

  /** Closes the connection; may be called from another thread and makes a blocked read return. */
  @Override
  void close() throws IOException;
}
