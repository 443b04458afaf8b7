package io.millrace.dsl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An open connection to one split of a {@link Source}; confined to the receiver's read loop. */
public interface SourceReader extends AutoCloseable {
  /** Nothing follows. */
  int END = -1;

  /** What was handed out so far and what follows have no record in common. */
  int BOUNDARY = 0;

  /**
   * Blocks until at least one byte has arrived and appends what is there.
   *
   * @param into a buffer with at least one byte remaining
   * @return bytes read, at least 1; or {@link #BOUNDARY}, as between two files; or {@link #END}
   * @throws SourceFailedException when reading again would be of no use: the job fails
   * @throws IOException when the connection broke; it is opened again after a pause
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * The place behind the last byte handed out. Opened there, the source hands out the bytes that
   * follow, the same each time.
   *
   * @return empty for a source that can't go back, such as a socket
   */
  default Optional<Offset> offset() {
    return Optional.empty();
  }

  /**
   * Asks a reader that waits for more to come, as for new files, to end with what is there now. May
   * be called from another thread; does not wait for the end.
   */
  default void drain() {}

  /** Closes the connection; may be called from another thread and makes a blocked read return. */
  @Override
  void close() throws IOException;
}
