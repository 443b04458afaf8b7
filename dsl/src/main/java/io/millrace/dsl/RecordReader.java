package io.millrace.dsl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An open connection to one split of a {@link RecordSource}.
 *
 * @param <T> the type of the records
 */
public interface RecordReader<T> extends AutoCloseable {
  /**
   * Blocks until there are records.
   *
   * @return at least one record, or none at the end
   * @throws IOException as {@link SourceReader#read} throws it
   */
  List<T> read() throws IOException;

  /** The place behind the last record handed out; see {@link SourceReader#offset}. */
  default Optional<Offset> offset() {
    return Optional.empty();
  }

  /** Closes the connection; may be called from another thread and makes a blocked read return. */
  @Override
  void close() throws IOException;
}
